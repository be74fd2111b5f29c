/* What must never be seen at the heads, from the heads alone: no word of the programs above is believed here. */

/* With a forger on the line to a cabinet that shows any lamps it is told, only the conflict monitor is left. */
#if PROFILE == 2 && defined(FORGE) && !defined(LIMIT_ORDER)
#define ORDER_IS_LOST
#endif

/* Said by the program whenever a phase request bends it. */
#define ASKED (PROFILE == 1 && request != none)
inline request_acts() {
  assert(!ASKED || since_request <= EXPIRY); /* a request older than its expiry */
  assert(!ASKED || !request_is_late) /* a request made in another cycle */
}

inline count_on() {
  was_green = VEHICLES_GREEN(interval);
  green_for = (was_green -> (green_for < GREEN_MIN -> green_for + 1 : green_for) : 0);
  yellow_for = (was_green -> 0 : (VEHICLES_YELLOW(interval) && yellow_for < YELLOW -> yellow_for + 1 : yellow_for));
  red_for = (VEHICLES_RED(interval) -> (red_for < RED_CLEARANCE -> red_for + 1 : red_for) : 0);
  cleared_for = (PEOPLE_WALK(interval) -> 0 : (VEHICLES_RED(interval) && cleared_for < CLEARANCE + BUFFER -> cleared_for + 1 : cleared_for));
  walk_for = (PEOPLE_WALK(interval) -> (walk_for <= WALK_MAX -> walk_for + 1 : walk_for) : 0)
}

/* For runs that must fail: that the model gets where its promises are put to the test. */
inline reach() {
#ifdef REACH_WALK
  assert(!(program == remote && interval == walk && post[0] == commanding));
#endif
#ifdef REACH_OWN_WALK
  assert(!(program == own_program && interval == walk));
#endif
#ifdef REACH_FLASH
  assert(interval != fault_flash);
#endif
#ifdef REACH_REFUSED
  assert(post[0] != refused);
#endif
#ifdef REACH_OTHER
  assert(post[MASTERS - 1] != commanding);
#endif
  skip
}

inline watch() {
  assert(!(VEHICLES_GO(interval) && (PEOPLE_WALK(interval) || PEOPLE_CLEAR(interval)))); /* both at once */
  assert(program == own_program || !watchdog_works || since_block <= WATCHDOG); /* silence, and not on its own */
#ifndef ORDER_IS_LOST
  assert(!(was_green && VEHICLES_RED(interval))); /* no yellow */
  assert(!(VEHICLES_YELLOW(interval) && was_green && green_for < GREEN_MIN)); /* green too short */
  assert(!(VEHICLES_RED(interval) && yellow_for < YELLOW)); /* yellow too short */
  assert(!(PEOPLE_WALK(interval) && red_for < RED_CLEARANCE)); /* walk before the vehicles are out */
  assert(!(VEHICLES_GO(interval) && cleared_for < CLEARANCE + BUFFER)); /* clearance and buffer too short */
  assert(!(VEHICLES_GO(interval) && on_road > 0 && !slow)); /* a person before green */
  assert(!(PEOPLE_WALK(interval) && in_junction > 0)); /* a vehicle before walk */
#if PROFILE == 1
  assert(walk_for <= WALK_MAX); /* walk that does not end */
#endif
  count_on();
#endif
  reach()
}

active proctype Watch() {
  do
  :: atomic {
      turn == WATCH;
      TELL(printf("tick: heads %e, cabinet %e of %d, person %d, vehicle %d\n", interval, program, owner, on_road, in_junction));
      watch();
      turn = STREET
    }
  od
}
