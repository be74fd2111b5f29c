/*
 * Our box, and where MASTERS is 2 another one by the same rules. It may ask for walk whenever it likes, and must when the longest wait
 * is over. Its eyes may go bad and come back at any tick: the levels L0 to L2 are `level` at that tick. L3 is `withdrawn`. At L4 the
 * cabinet hears nothing of a withdrawn box, which is the same box seen from the other end.
 */

#define OURS (owner == word[me] || OURS_UNREAD)
#define FREE (owner == NOBODY || OURS_UNREAD)

/* What goes wrong with the line or the cabinet while a box wants control. */
#define LOST (silent >= LINK_LOST)
#define FOREIGN (heard && !FREE && !OURS)
#define FORGED (heard && post[me] == commanding && !(writer == me || OURS_UNREAD))
#define PUT_OUT (heard && post[me] == commanding && (program != remote || !OURS))
#define UNLIKE (unlike >= READ_BACK)
#define MUST_LEAVE (LOST || FOREIGN || FORGED || PUT_OUT || UNLIKE)

#if PROFILE == 1
#define HARMLESS asks_nothing
#else
#define HARMLESS vehicle_green /* shown only after the cabinet's own clearance */
#endif

inline go(next) { want = next; seen_for = 0; unlike = 0 }

/* One block onto the line. A different content has a new seq, each block a new heartbeat. A full line loses one. */
inline send(content) {
  assert(post[me] != withdrawn || content == gives_back); /* a withdrawn box lights nothing */
  TELL(printf("   box %d, %e: says %e\n", me, post[me], content));
  if
  :: content != said -> said = content; aged(me)
  :: else
  fi;
  if
  :: under_way == ROOM -> lose(ROOM - 1)
  :: else
  fi;
  line[under_way].says = content;
  line[under_way].from = me;
  line[under_way].word = word[me];
  line[under_way].current = 1;
  line[under_way].other_cycle = (PROFILE == 1 && !heard); /* the cycle it knows may be over */
  equal_seq = (under_way == 1 && line[0].from == me && line[0].current);
  under_way++
}

inline withdraw() {
  post[me] = withdrawn;
  clean = 0; seen_for = 0; unlike = 0; want = none;
  wait = LONGEST_WAIT; /* so does a withdrawal */
  send(gives_back)
}

/* A run of control has a word that nobody uses and no block under way carries: the real one is drawn from 2^32. */
#define IN_USE(w) (owner == w || (under_way > 0 && line[0].word == w) || (under_way == 2 && line[ROOM - 1].word == w) || (MASTERS == 2 && word[MASTERS - 1 - me] == w))
inline fresh_word() {
  place = 0;
  do
  :: IN_USE(place) -> place++
  :: else -> break
  od;
  word[me] = place; place = 0
}

/* L3: says nothing; asks again after some clean ticks, from vehicle green, when nobody else has control. */
inline listen() {
  if
  :: heard && FREE && interval == vehicle_green && clean >= REJOIN ->
    clean = 0;
    FRESH_WORD;
    post[me] = (PROOF_DONE -> asking : proving);
    send(HARMLESS)
  :: heard && !(FREE && interval == vehicle_green && clean >= REJOIN) ->
    clean = (clean < REJOIN -> clean + 1 : clean);
    PLANT_TALKS_ON
  :: !heard
  fi
}

/* Silent until the cabinet has left us; one that never does is refused for good. `clean` counts the ticks. */
inline await_trip() {
  if
  :: heard && program == own_program -> proven = 1; post[me] = withdrawn; clean = 0
  :: !(heard && program == own_program) && clean <= WATCHDOG + 1 -> clean++
  :: !(heard && program == own_program) && clean > WATCHDOG + 1 -> post[me] = refused; clean = 0; send(gives_back)
  fi
}

/* The status of the end of the last tick, or nothing. Answers of other requests are known by their id and never believed. */
inline hear() {
  if
  :: weather != dead -> heard = 1; silent = 0
  :: weather != sound -> heard = 0; silent = (silent < LINK_LOST -> silent + 1 : silent); clean = 0
  fi
}

/* An interval counts from when the heads are seen to show it. */
inline see_heads() {
  if
  :: seen_for > 0 || COUNTS_UNSEEN || (heard && SAME_LAMPS(interval, want)) ->
    seen_for = (seen_for < CLEARANCE_MAX + 1 -> seen_for + 1 : seen_for)
  :: else
  fi;
  if
  :: heard && !SAME_LAMPS(interval, want) -> unlike++
  :: heard && SAME_LAMPS(interval, want) -> unlike = 0
  :: !heard
  fi
}

/* Only all eyes together (L0) may end the clearance before its longest, and only when they see the road empty. */
inline clear_the_road() {
  if
  :: level = 0
  :: level = 1
  :: level = 2
  fi;
  if
  :: seen_for > CLEARANCE_MAX -> go(buffer)
  :: level == 0 && on_road == 0 && seen_for <= CLEARANCE_MAX -> go(buffer)
  :: seen_for <= CLEARANCE_MAX
#ifdef PLANT_BLIND_TRUST
  :: level > 0 && seen_for <= CLEARANCE_MAX -> go(buffer)
#endif
  fi;
  level = 0
}

/* In control. A walk is due when the longest wait is over, whatever the eyes say. */
inline command() {
#if PROFILE == 1
  if
  :: heard && PEOPLE_WALK(interval) -> wait = 0
  :: else -> wait = (wait < LONGEST_WAIT -> wait + 1 : wait)
  fi;
  if
  :: true -> says = asks_walk
  :: !DUE -> says = asks_nothing
  fi;
  send(says)
#else
  see_heads();
  if
  :: want == vehicle_green && seen_for >= GREEN_MIN ->
    wait = (wait < LONGEST_WAIT -> wait + 1 : wait);
    if
    :: true -> go(yellow_change); wait = 0
    :: !DUE
    fi
  :: want == yellow_change && seen_for >= YELLOW -> go(red_clearance)
  :: want == red_clearance && seen_for >= RED_CLEARANCE -> go(walk)
  :: want == walk && seen_for >= WALK_MIN -> go(ped_clearance)
  :: want == ped_clearance && seen_for >= CLEARANCE -> clear_the_road()
  :: want == buffer && seen_for >= BUFFER -> assert(on_road == 0); go(vehicle_green)
  :: else
  fi;
  send(want)
#endif
}

proctype Box(byte me) {
  byte silent, clean, seen_for, unlike;
  byte wait = LONGEST_WAIT; /* a start assumes a call */
  mtype want = none;
  mtype said = none;
  bit proven;

  do
  :: atomic {
      turn == BOX + me;
      hear();
      if
      :: post[me] == refused -> send(gives_back)
      :: post[me] == withdrawn -> listen()
      :: post[me] != refused && post[me] != withdrawn && MUST_LEAVE -> withdraw()
      :: post[me] == proving && !MUST_LEAVE ->
        if
        :: heard && OURS && program != own_program -> post[me] = waits_for_trip; clean = 0
        :: else -> send(HARMLESS)
        fi
      :: post[me] == waits_for_trip && !MUST_LEAVE -> await_trip()
      :: post[me] == asking && !MUST_LEAVE ->
        if
        :: heard && OURS && program == remote -> post[me] = commanding; want = HARMLESS
        :: else
        fi;
        send(HARMLESS)
      :: post[me] == commanding && !MUST_LEAVE -> command()
      fi;
      assert(post[me] != commanding || watchdog_works); /* lit by a cabinet that would never act alone */
#if MASTERS == 2
      assert(post[0] != commanding || post[1] != commanding); /* two masters */
#endif
      turn = (me + 1 < MASTERS -> BOX + me + 1 : LINE)
    }
  od
}
