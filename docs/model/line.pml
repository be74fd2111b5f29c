/*
 * The line: loses, delays, doubles and re-orders blocks, and FORGES them when an attacker is on it. Any number of blocks may arrive
 * in one tick. It may for ever become sound, or dead; who forges stops then.
 */

inline forget(p) {
  line[p].says = none; line[p].from = 0; line[p].word = 0; line[p].older = 0; line[p].again = 0; line[p].other_cycle = 0; line[p].current = 0;
  line[p].age = 0
}

inline lose(p) {
#if ROOM > 1
  if
  :: p == 0 && under_way == 2 ->
    line[0].says = line[1].says; line[0].from = line[1].from; line[0].word = line[1].word; line[0].older = line[1].older;
    line[0].again = line[1].again; line[0].other_cycle = line[1].other_cycle; line[0].current = line[1].current;
    line[0].age = line[1].age;
    forget(1)
  :: else -> forget(p)
  fi;
#else
  forget(p);
#endif
  under_way--;
  equal_seq = 0; twins = 0
}

#if ROOM > 1
inline double() {
  line[1].says = line[0].says; line[1].from = line[0].from; line[1].word = line[0].word; line[1].older = line[0].older;
  line[1].again = line[0].again; line[1].other_cycle = line[0].other_cycle; line[1].current = line[0].current;
  line[1].age = line[0].age;
  under_way = 2; equal_seq = 1; twins = 1
}
#endif

/* The sender has a newer seq than all that is under way. */
inline aged(who) {
  if
  :: under_way > 0 && line[0].from == who -> line[0].current = 0
  :: else
  fi;
#if ROOM > 1
  if
  :: under_way > 1 && line[1].from == who -> line[1].current = 0
  :: else
  fi
#endif
}

/* What a taken block makes of the other one under way. */
inline mark_rest(p) {
#if ROOM > 1
  if
  :: under_way == 2 ->
    line[1 - p].again = twins;
    line[1 - p].older = (line[1 - p].older || (p == 1 && line[0].from == line[1].from && !equal_seq))
  :: else
  fi
#else
  skip
#endif
}

inline deliver(p) {
#ifdef LIMIT_LATE
  assert(PROFILE == 2 || line[p].says == gives_back || line[p].age <= EXPIRY || line[p].other_cycle); /* late, and of this cycle */
  assert(PROFILE == 1 || line[p].says == gives_back || post[line[p].from] != withdrawn); /* what a withdrawn box had said */
#endif
  take(line[p].says, line[p].from, line[p].word, line[p].older, line[p].again, line[p].other_cycle);
  TELL(printf("   block %e of %d: taken %d\n", line[p].says, line[p].from, taken));
  if
  :: taken -> mark_rest(p)
  :: else
  fi;
  lose(p)
}

#ifdef FORGE
/* Any content, in anybody's name, with a seq, a heartbeat and a cycle that fit. */
inline forge() {
  if
#if PROFILE == 1
  :: says = asks_anything
#else
  :: says = vehicle_green
  :: says = yellow_change
  :: says = red_clearance
  :: says = walk
  :: says = ped_clearance
  :: says = green_with_walk
  :: says = green_with_clearance
  :: says = yellow_with_walk
  :: says = yellow_with_clearance
#endif
  :: says = gives_back
  fi;
  take(says, FORGER, (owner == NOBODY -> FORGER : owner), 0, 0, 0);
  TELL(printf("   FORGED %e: taken %d\n", says, taken))
}
#endif

#ifdef LIVE_ALWAYS
/* Time must go on: no endless doubling and losing within one tick. */
byte acts;
#define MAY_ACT (weather == moody && acts < 4)
#define ACTS acts++
inline ends_tick() { acts = 0; turn = WATCH }
#else
#define MAY_ACT (weather == moody)
#define ACTS skip
inline ends_tick() {
#ifdef LIMIT_LATE
  if
  :: under_way > 0 && line[0].age <= EXPIRY -> line[0].age++
  :: else
  fi;
#endif
  turn = WATCH
}
#endif

active proctype Line() {
  do
  :: atomic {
      turn == LINE;
      if
      :: weather == sound && under_way > 0 -> deliver(0)
      :: weather == dead && under_way > 0 -> lose(0)
      :: weather != moody && under_way == 0 -> ends_tick()
      :: weather == moody -> ends_tick()
      :: MAY_ACT && under_way > 0 -> ACTS; lose(0)
      :: MAY_ACT && under_way > 0 -> ACTS; deliver(0)
#if ROOM > 1
      :: MAY_ACT && under_way == 2 -> ACTS; deliver(1)
      :: MAY_ACT && under_way == 2 -> ACTS; lose(1)
      :: MAY_ACT && under_way == 1 -> ACTS; double()
#endif
#ifdef FORGE
      :: MAY_ACT -> ACTS; forge()
#endif
#ifdef SETTLES
      :: weather == moody -> weather = sound
      :: weather == moody -> weather = dead
#endif
      fi
    }
  od
}
