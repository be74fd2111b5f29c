/*
 * The cabinet: owns the lamps, the minimums and clearances of its own program, the watchdog and the conflict monitor. Profile 1: its
 * program always runs, requests only bend it within its limits. Profile 2: while `remote`, the lamps of the last block are lit.
 */

#define CONFLICT(i) (VEHICLES_GO(i) && PED_GREEN_LAMP(i))

/* Back to its own program, from whatever the heads show and by its own clearance. */
inline leave_remote() {
#if PROFILE == 2
  if
  :: program == remote && CUTS_PEOPLE_SHORT -> to(vehicle_green)
  :: program == remote && !CUTS_PEOPLE_SHORT && PEOPLE_WALK(interval) -> to(ped_clearance)
  :: program == remote && !CUTS_PEOPLE_SHORT && PEOPLE_CLEAR(interval) -> timer = 0
  :: program == remote && !CUTS_PEOPLE_SHORT && ALL_RED(interval) -> to(start_up)
  :: program == remote && !CUTS_PEOPLE_SHORT && VEHICLES_GO(interval) -> timer = 0
  :: else
  fi;
#endif
  program = own_program; owner = NOBODY; quiet = 0; request = none; request_age = 0; request_is_late = 0
}

#ifdef RESTARTS
/* A brown-out: all red for as long as anybody needs, and no memory of seq or heartbeat. */
inline restart() {
  leave_remote();
  to(start_up);
  called = 0; writer = NOBODY;
  was_green = 0; yellow_for = YELLOW; /* dark in between */
  line[0].older = 0; line[0].again = 0;
#if ROOM > 1
  line[1].older = 0; line[1].again = 0
#endif
}
#endif

inline obey(what, is_other_cycle) {
#if PROFILE == 1
  program = remote;
  request = what; request_age = 0; since_request = 0; request_is_late = is_other_cycle;
  if
  :: what == asks_walk || what == asks_anything -> called = 1
  :: else
  fi
#else
  if
  :: CONFLICT(what) && MONITORED -> to(fault_flash); program = own_program; owner = NOBODY; request = none; quiet = 0
  :: !(CONFLICT(what) && MONITORED) && program == remote -> to(what); timer = 0
  :: !(CONFLICT(what) && MONITORED) && program != remote -> request = what; program = (HANDS_OVER_AT_ONCE -> remote : handing_over)
  fi
#endif
}

/* One block arrives. `taken` says whether it was; a refused block changes nothing and feeds nothing. */
inline take(what, who, owner_word, is_older, is_again, is_other_cycle) {
  if
  :: (is_older && SEQ_CHECKED) || is_again || (owner != NOBODY && owner != owner_word && OWNER_CHECKED) || interval == fault_flash -> taken = 0
  :: PROFILE == 1 && is_other_cycle && CYCLE_CHECKED -> taken = 0
  :: else -> taken = 1
  fi;
  if
  :: taken && what == gives_back -> leave_remote(); writer = who
  :: taken && what != gives_back -> quiet = 0; since_block = 0; owner = owner_word; writer = who; obey(what, is_other_cycle)
  :: !taken
  fi
}

/* One tick: the watchdog, the life of requests, then the program. */
inline live() {
  since_block = (since_block <= WATCHDOG -> since_block + 1 : since_block);
  since_request = (since_request <= EXPIRY -> since_request + 1 : since_request);
  acted = 0;
  if
  :: program != own_program ->
    quiet = (quiet < WATCHDOG -> quiet + 1 : quiet);
    if
    :: quiet >= WATCHDOG && watchdog_works && WATCHDOG_ACTS -> acted = (program == remote); leave_remote()
    :: else
    fi
  :: else
  fi;
#if PROFILE == 1
  if
  :: request != none && request_age >= EXPIRY && REQUESTS_LAPSE -> request = none; request_age = 0; request_is_late = 0
  :: request != none && !(request_age >= EXPIRY && REQUESTS_LAPSE) -> request_age = (request_age < EXPIRY -> request_age + 1 : request_age)
  :: else
  fi;
  run_program()
#else
  if
  :: program == remote || acted /* its first interval begins now */
  :: else -> run_program()
  fi
#endif
}

active proctype Cabinet() {
#ifdef WATCHDOG_MAY_FAIL
  if
  :: watchdog_works = 1
  :: watchdog_works = 0
  fi;
#endif
  do
  :: atomic {
      turn == CABINET;
      live();
#ifdef RESTARTS
      if
      :: weather == moody -> restart()
      :: true
      fi;
#endif
      turn = BOX
    }
  od
}
