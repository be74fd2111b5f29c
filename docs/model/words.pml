/* The words, the constants and the shared state of the model. One tick is one beat of everybody. */

/* What the heads show. The last four are no interval of anybody: only a forged block says them. */
mtype = {
  vehicle_green, yellow_change, red_clearance, walk, ped_clearance, buffer, start_up, fault_flash,
  green_with_walk, green_with_clearance, yellow_with_walk, yellow_with_clearance,
  /* What a phase request says: walk, nothing of walk, whatever you fear; and the end of control. */
  asks_walk, asks_nothing, asks_anything, gives_back, none,
  /* Whose program the cabinet runs: its own, its own until it has cleared, ours. */
  own_program, handing_over, remote,
  /* Where a box stands: L3 (and the start), the proof of the watchdog, refusal, the question, L0 to L2. */
  withdrawn, proving, waits_for_trip, refused, asking, commanding,
  /* The line may end its moods once and for all: sound from now on, or dead. */
  moody, sound, dead
};

#define VEHICLES_GREEN(i) (i == vehicle_green || i == green_with_walk || i == green_with_clearance)
#define VEHICLES_YELLOW(i) (i == yellow_change || i == yellow_with_walk || i == yellow_with_clearance)
#define VEHICLES_GO(i) (VEHICLES_GREEN(i) || VEHICLES_YELLOW(i))
#define VEHICLES_RED(i) (!VEHICLES_GO(i) && i != fault_flash)
#define PEOPLE_WALK(i) (i == walk || i == green_with_walk || i == yellow_with_walk)
#define PEOPLE_CLEAR(i) (i == ped_clearance || i == green_with_clearance || i == yellow_with_clearance)
#define ALL_RED(i) (i == red_clearance || i == buffer || i == start_up)
#define SAME_LAMPS(i, j) (i == j || (ALL_RED(i) && ALL_RED(j)))

/* What the conflict monitor looks at. Where clearance is a flashing red hand, it lights no green lamp. */
#ifdef CLEARANCE_IS_RED
#define PED_GREEN_LAMP(i) PEOPLE_WALK(i)
#else
#define PED_GREEN_LAMP(i) (PEOPLE_WALK(i) || PEOPLE_CLEAR(i))
#endif

#define NOBODY 9
#define FORGER 8

#ifndef PROFILE
#define PROFILE 1
#endif
#ifndef MASTERS
#define MASTERS 1
#endif
#ifndef ROOM
#define ROOM 2 /* blocks under way at once */
#endif

/* Lengths in ticks. Small on purpose; only their order matters. `LONG` stretches each. */
#ifndef LONG
#define LONG 0
#endif
#define GREEN_MIN (2 + LONG)
#define GREEN_MAX (3 + 2 * LONG)
#define YELLOW (2 + LONG)
#define RED_CLEARANCE 1
#define WALK_MIN (1 + LONG)
#define WALK_MAX (2 + 2 * LONG)
#define CLEARANCE (2 + LONG)
#define CLEARANCE_MAX (3 + 2 * LONG)
#define BUFFER 1
#define WATCHDOG (3 + LONG) /* silence after which the cabinet is on its own */
#define EXPIRY (1 + LONG)   /* life of a phase request after it was taken */
#ifndef LINK_LOST
#define LINK_LOST (1 + LONG) /* silence after which a box withdraws */
#endif
#define REJOIN (2 + LONG)    /* clean ticks before a box asks */
#define READ_BACK (2 + LONG) /* ticks for which the heads may differ from what was asked */
#define LONGEST_WAIT 3       /* ticks of green without a walk after which a box asks for one */

/* One block under way. What was sent earlier stands at the lower place. */
typedef Block {
  mtype says = none;
  byte from;       /* which box sent it */
  byte word;       /* its owner word */
  bit older;       /* its seq is behind the cabinet's applied_seq */
  bit again;       /* its seq and heartbeat are those of the last block taken */
  bit other_cycle; /* made for another cycle than the cabinet's (profile 1) */
  bit current;     /* its seq is the newest its sender has used */
  byte age         /* ticks under way; counted only where the age at arrival is asked about */
}

Block line[ROOM];
byte under_way;
bit equal_seq; /* the two blocks under way carry one seq */
bit twins;     /* the two blocks under way are one, doubled */
mtype weather = moody;

mtype interval = start_up;
byte timer;
mtype program = own_program;
byte owner = NOBODY;  /* the word of whoever has control */
byte writer = NOBODY; /* who wrote the last block taken */

mtype post[MASTERS] = withdrawn;
byte word[MASTERS];   /* the owner word of each box's run of control */
byte on_road;    /* ticks until the person we follow is across */
bit slow;        /* and needs the longest clearance and the buffer */
byte in_junction; /* ticks until the vehicle we follow is out */
byte turn;

byte quiet;              /* ticks since a block fed the watchdog */
bit watchdog_works = 1;
bit called;              /* a press, or a call taken from a block; kept until walk */
mtype request = none;    /* profile 1: what is asked for now; profile 2: lamps to show once control is handed over */
byte request_age;

/* What the heads have shown for how long; only watch.pml asserts on these. */
byte green_for, yellow_for = YELLOW, red_for, cleared_for = CLEARANCE + BUFFER, walk_for;
bit was_green;
byte since_block, since_request;
bit request_is_late; /* it was made in another cycle */

/* For the trail of a failure: one line a tick and a block. */
#ifdef TALE
#define TELL(line) line
#else
#define TELL(line) skip
#endif

#ifdef SHORTEST
#define SCRATCH
#else
#define SCRATCH hidden
#endif
/* Not state: chosen or seen, and used, within one step. */
SCRATCH byte heard; /* the status came through */
SCRATCH byte acted; /* the watchdog took the lamps back */
SCRATCH byte taken; /* the cabinet took the block */
SCRATCH byte place;
SCRATCH byte level; /* L0 to L2 */
SCRATCH mtype says;

/* Whose step it is: one tick is one round. */
#define STREET 0
#define CABINET 1
#define LINE 2
#define WATCH 3
#define BOX 4 /* and a second box after it */
