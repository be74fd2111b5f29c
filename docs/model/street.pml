/*
 * The street: one person and one vehicle, each any of many. A person steps off only during walk, a vehicle passes on green or
 * yellow; both may do so whenever it is allowed. The slow person needs the longest clearance, all others the shortest.
 */
active proctype Street() {
  do
  :: atomic {
      turn == STREET;
#ifndef ORDER_IS_LOST
      if
      :: on_road > 0 -> on_road--
      :: else
      fi;
      if
      :: in_junction > 0 -> in_junction--
      :: else
      fi;
      if
      :: PEOPLE_WALK(interval) -> on_road = CLEARANCE; slow = 0
#if PROFILE == 2
      :: PEOPLE_WALK(interval) -> on_road = CLEARANCE_MAX + BUFFER; slow = 1
#endif
      :: VEHICLES_GO(interval) -> in_junction = RED_CLEARANCE
      :: true
      fi;
      if
      :: on_road == 0 -> slow = 0
      :: else
      fi;
#endif
      turn = CABINET
    }
  od
}
