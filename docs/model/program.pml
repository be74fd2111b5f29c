/* The cabinet's own program, with its minimums, maximums and clearances. `asks_anything` may be read either way at each look. */
#define ANYTHING (request == asks_anything)

inline to(next) { interval = next; timer = 0 }

#define LONGEST_TIMER (CLEARANCE_MAX + 1 > GREEN_MAX -> CLEARANCE_MAX + 1 : GREEN_MAX)

/* Requests of the cycle that ends are requests of another cycle from now on. */
inline new_cycle() {
  line[0].other_cycle = (under_way > 0);
#if ROOM > 1
  line[1].other_cycle = (under_way > 1);
#endif
  request_is_late = (request != none && PROFILE == 1)
}

/* All red is where control is handed over: nobody is on the road, no vehicle in the junction. */
inline leave_all_red(next) {
#if PROFILE == 2
  if
  :: program == handing_over -> program = remote; to(request); request = none
  :: program == own_program -> to(next)
  fi
#else
  to(next)
#endif
}

inline end_of_green() {
#ifdef PLANT_NO_YELLOW
  if
  :: ASKED -> to(red_clearance)
  :: else -> to(yellow_change)
  fi
#else
  to(yellow_change)
#endif
}

/* Green ends for a call by gap or force-off after its minimum, by max-out, or to hand over; its own plan recalls walk at its maximum. */
inline end_green() {
  if
  :: true
  :: weather == moody -> called = 1 /* a press at a button of the cabinet's own */
  fi;
  if
  :: (called || OWN_RECALL) && timer >= GREEN_MAX && program != handing_over ->
    if
    :: end_of_green()
    :: ANYTHING -> request_acts() /* omit */
    fi
  :: called && timer >= GREEN_MIN && timer < GREEN_MAX && program != handing_over ->
    if
    :: request_acts(); end_of_green() /* force-off, or nobody comes */
    :: request_acts() /* hold, or somebody comes */
    fi
  :: program == handing_over && timer >= GREEN_MIN -> end_of_green()
  :: else
  fi
}

inline end_walk() {
  if
  :: timer >= WALK_MAX -> to(ped_clearance)
  :: timer >= WALK_MIN && timer < WALK_MAX -> request_acts(); to(ped_clearance)
  :: ASKED && timer < WALK_MAX -> request_acts() /* hold */
  :: !ASKED && timer < WALK_MIN
#ifdef PLANT_HOLD_WALK
  :: ANYTHING && timer >= WALK_MAX
#endif
  fi
}

inline end_clearance() {
  if
  :: timer >= CLEARANCE_MAX -> to(buffer)
  :: timer >= CLEARANCE && timer < CLEARANCE_MAX -> to(buffer)
  :: ASKED && timer < CLEARANCE_MAX -> request_acts() /* extension */
  :: !ASKED && timer < CLEARANCE
#ifdef PLANT_CLEARANCE_FORCED
  :: ANYTHING && timer < CLEARANCE -> to(buffer)
#endif
  fi
}

inline run_program() {
  timer = (timer < LONGEST_TIMER -> timer + 1 : timer);
  if
  :: interval == vehicle_green -> end_green()
  :: interval == yellow_change && timer >= YELLOW -> to(red_clearance)
  :: interval == red_clearance && timer >= RED_CLEARANCE -> called = 0; leave_all_red(walk)
  :: interval == walk -> end_walk()
  :: interval == ped_clearance -> end_clearance()
  :: interval == buffer && timer >= BUFFER -> new_cycle(); leave_all_red(vehicle_green)
  :: interval == start_up && timer > CLEARANCE_MAX -> new_cycle(); leave_all_red(vehicle_green)
  :: interval == fault_flash ->
    /* Latched. A person resets it, or whoever can write the command block. */
    if
    :: weather == moody -> to(start_up)
    :: true -> timer = 0
    fi
  :: else
  fi
}
