/*
 * A crossing whose box, line and cabinet misbehave as they may, told from the papers and not from the program.
 * See README.md for what is said here, what is left out, and how to run it.
 */
#include "words.pml"
#include "plants.pml"
#include "watch.pml"
#include "program.pml"
#include "cabinet.pml"
#include "line.pml"
#include "street.pml"
#include "box.pml"

init {
  atomic {
    run Box(0);
#if MASTERS == 2
    word[MASTERS - 1] = 1;
    run Box(1);
#endif
    turn = STREET
  }
}

#ifdef LIVE
/* Once the line is sound or dead for good, walk comes again and again: whoever calls, and whenever, is served. */
ltl served { [] ((weather != moody) -> <> (interval == walk)) }
#endif

#ifdef LIVE_ALWAYS
/* Walk comes again and again even while the line never settles, so long as nobody forges. */
ltl served { []<> (interval == walk) }
#endif
