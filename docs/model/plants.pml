/* The planted changes that lie in a condition; each must make the model fail. Others stand at their place under PLANT_. */
#ifdef PLANT_NO_SEQ
#define SEQ_CHECKED false
#else
#define SEQ_CHECKED true
#endif
#ifdef PLANT_NO_CYCLE
#define CYCLE_CHECKED false
#else
#define CYCLE_CHECKED true
#endif
#ifdef PLANT_NO_OWNER
#define OWNER_CHECKED false
#define OURS_UNREAD true
#else
#define OWNER_CHECKED true
#define OURS_UNREAD false
#endif
#ifdef PLANT_NO_MONITOR
#define MONITORED false
#else
#define MONITORED true
#endif
#ifdef PLANT_NO_WATCHDOG
#define WATCHDOG_ACTS false
#else
#define WATCHDOG_ACTS true
#endif
#ifdef PLANT_NO_EXPIRY
#define REQUESTS_LAPSE false
#else
#define REQUESTS_LAPSE true
#endif
#ifdef PLANT_NO_HAND_OVER
#define HANDS_OVER_AT_ONCE true
#else
#define HANDS_OVER_AT_ONCE false
#endif
#ifdef PLANT_CUTS_PEOPLE
#define CUTS_PEOPLE_SHORT true
#else
#define CUTS_PEOPLE_SHORT false
#endif
#ifdef PLANT_NO_RECALL
#define OWN_RECALL false
#else
#define OWN_RECALL (request == none)
#endif
#ifdef PLANT_NO_LONGEST_WAIT
#define DUE false
#else
#define DUE (wait >= LONGEST_WAIT)
#endif
#ifdef PLANT_COUNTS_UNSEEN
#define COUNTS_UNSEEN true
#else
#define COUNTS_UNSEEN false
#endif
#ifdef PLANT_LIGHTS_WHEN_WITHDRAWN
#define PLANT_TALKS_ON send(HARMLESS)
#else
#define PLANT_TALKS_ON skip
#endif
#if defined(PLANT_NO_PROOF) || !defined(WATCHDOG_MAY_FAIL)
#define PROOF_DONE true
#else
#define PROOF_DONE proven
#endif
#ifdef PLANT_ONE_WORD
#define FRESH_WORD skip
#else
#define FRESH_WORD fresh_word()
#endif
