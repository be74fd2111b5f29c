/*
 * A profile 2 cabinet that is not our code: libmodbus keeps the registers, this file echoes them.
 *
 * Prints its port first, then one line for each change of what the lamps do: on mask, flash mask, state
 * (1 local, 2 remote, 3 safe). Knows functions 3, 6, 16 and 23, as libmodbus does.
 */
#include <errno.h>
#include <modbus.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LOCAL = 1, REMOTE = 2, SAFE = 3, YELLOWS = 0x12 };

/* magic, map 1.0, profile 2, countdowns bollards voice loops feedback monitor flash function-23, groups, lamps */
static const uint16_t IDENTITY[16] = {0x5843, 0x0100, 2, 0x09FE, 2, 12, 0, 0, 1, 0, 0, 10, 200, 1, 0, 1};

static uint16_t *words;
static uint16_t beat;
static double fed;

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Lamp feedback, and a line of print when something changed. */
static void show(uint16_t state) {
  static unsigned told[3] = {0, 0, 0};
  unsigned on = state == REMOTE ? words[0x106] : YELLOWS;
  unsigned flash = state == REMOTE ? words[0x108] : YELLOWS;
  words[0x202] = state;
  words[0x203] = state == SAFE ? 1 : 0;
  words[0x208] = state == REMOTE ? words[0x105] : 0;
  words[0x209] = (uint16_t)on;
  if (told[0] == on && told[1] == flash && told[2] == state) return;
  told[0] = on, told[1] = flash, told[2] = state;
  printf("%u %u %u\n", on, flash, state);
  fflush(stdout);
}

/* A command block may have come: what it carries tells. */
static void take(void) {
  if (words[0x101] != beat) fed = seconds();
  beat = words[0x101];
  words[0x200] = words[0x100];
  words[0x201] = words[0x101];
  show(words[0x102] & 2 ? SAFE : words[0x102] & 1 ? REMOTE : LOCAL);
}

static void watch(void) {
  double limit = (words[0x103] && words[0x103] < 200 ? words[0x103] : 200) / 100.0;
  if (words[0x202] == REMOTE && seconds() - fed > limit) show(SAFE);
}

/* Whether this request writes: 23 does so too. */
static int writes(const uint8_t *query, int header) {
  return query[header] == 16 || query[header] == 6 || query[header] == 23;
}

static void serve(modbus_t *line, modbus_mapping_t *map, int socket) {
  uint8_t query[MODBUS_TCP_MAX_ADU_LENGTH];
  for (;;) {
    fd_set ready;
    struct timeval soon = {0, 20000};
    FD_ZERO(&ready);
    FD_SET(socket, &ready);
    int some = select(socket + 1, &ready, NULL, NULL, &soon);
    watch();
    if (some <= 0) continue;
    int size = modbus_receive(line, query);
    if (size < 0) return;
    if (size == 0) continue;
    /* Function 23 reads after it has written: the echo must be there by then. */
    int header = modbus_get_header_length(line);
    if (query[header] == 23) {
      int at = (query[header + 5] << 8) | query[header + 6];
      int count = (query[header + 7] << 8) | query[header + 8];
      for (int n = 0; n < count; n++)
        words[at + n] = (uint16_t)((query[header + 10 + 2 * n] << 8) | query[header + 11 + 2 * n]);
      take();
    }
    modbus_reply(line, query, size, map);
    if (writes(query, header)) take();
  }
}

int main(void) {
  modbus_t *line = modbus_new_tcp("127.0.0.1", 0);
  modbus_mapping_t *map = modbus_mapping_new(0, 0, 0x300, 0);
  int listening = modbus_tcp_listen(line, 4);
  struct sockaddr_in address;
  socklen_t length = sizeof address;
  if (map == NULL || listening < 0) return 1;
  words = map->tab_registers;
  memcpy(words, IDENTITY, sizeof IDENTITY);
  getsockname(listening, (struct sockaddr *)&address, &length);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  show(LOCAL);
  for (;;) {
    int socket = modbus_tcp_accept(line, &listening);
    if (socket < 0) return 1;
    serve(line, map, socket);
    modbus_close(line);
  }
}
