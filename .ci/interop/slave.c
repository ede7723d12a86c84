/*
 * A pile on libmodbus that misbehaves on command, as an independent opinion about the driver.
 *
 *   slave tcp | rtutcp          listens on a free port of the loopback interface, printed as "port N"
 *   slave rtu TTY               serves a terminal, 9600 8N1; prints "ready"
 *
 * Commands on standard input: "wrong KIND" spoils the next reply to a read, "watchdog MS" sets the
 * time after which the pile falls back when register 110 is not written, "stats" prints one line.
 *
 * Registers of unit 1: 0 to 63 read as address * 256 + number of the request (mod 256), so that a
 * value of another request shows; 100 is the limit in 0.1 A, of which the pile bears 320; 110 is its
 * life register.
 */
#include <modbus.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum mode { TCP, RTU_TCP, RTU };
enum { REGISTERS = 128, LIMIT = 100, MOST = 320, LIFE = 110, LATE_MS = 450, PATIENT_MS = 80, POLL_MS = 20, HELD_UP_MS = 40 };

static enum mode mode;
static modbus_t *ctx;
static modbus_mapping_t *map;
static int line = -1;
static int deaf;
static char wrong[32];
static uint8_t before[300];
static int before_length;
static unsigned sequence;
static long collisions, requests, limit_writes, above, feeds, trips, spoilt;
static double least_gap = 1e9, sent_at = -1, fed_at = -1;
static double asked_at, put_at, held_up_at = -1e9;
static long watchdog_ms;
static int tripped;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

/* A slave that the machine holds up is late by no fault of the master, who then asks again. */
static void waited(double since, int ms) {
  if (now() - since > ms + HELD_UP_MS) held_up_at = now();
}

static void pause_ms(int ms) {
  struct timespec t = {ms / 1000, ms % 1000 * 1000000L};
  double since = now();
  nanosleep(&t, NULL);
  waited(since, ms);
}

static int is(const char *kind) { return strcmp(wrong, kind) == 0; }

static unsigned crc(const uint8_t *octets, int length) {
  unsigned sum = 0xFFFF;
  for (int i = 0; i < length; i++) {
    sum ^= octets[i];
    for (int bit = 0; bit < 8; bit++) sum = sum & 1 ? sum >> 1 ^ 0xA001 : sum >> 1;
  }
  return sum;
}

/* A request while its answer is due or under way collides; behind the master's deadline it may come. */
static void look_for_collision(void) {
  int waiting = 0;
  if (now() - held_up_at < 1000) return;
  if (now() - asked_at < PATIENT_MS && ioctl(line, FIONREAD, &waiting) == 0 && waiting > 0) collisions++;
}

static void put(const uint8_t *octets, int length) {
  look_for_collision();
  put_at = now();
  for (int done = 0; done < length;) {
    ssize_t n = write(line, octets + done, length - done);
    if (n <= 0) return;
    done += n;
  }
}

static void drop_line(int reset) {
  struct linger hard = {1, 0};
  if (mode == RTU || line < 0) return;
  if (reset) setsockopt(line, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  close(line);
  line = -1;
}

/* Frames a protocol data unit as this line does. */
static int frame(uint8_t *out, const uint8_t *request, int unit, const uint8_t *pdu, int length) {
  if (mode == TCP) {
    memcpy(out, request, 4);
    out[4] = 0;
    out[5] = length + 1;
    out[6] = unit;
    memcpy(out + 7, pdu, length);
    return length + 7;
  }
  out[0] = unit;
  memcpy(out + 1, pdu, length);
  unsigned sum = crc(out, length + 1);
  out[length + 1] = sum & 0xFF;
  out[length + 2] = sum >> 8;
  return length + 3;
}

/* The right protocol data unit; writes are carried out. */
static int answer(uint8_t *out, const uint8_t *pdu) {
  int address = pdu[1] << 8 | pdu[2], count = pdu[3] << 8 | pdu[4];
  out[0] = pdu[0];
  if ((pdu[0] == 3 || pdu[0] == 4) && count >= 1 && count <= 125 && address + count <= REGISTERS) {
    out[1] = 2 * count;
    for (int i = 0; i < count; i++) {
      out[2 + 2 * i] = map->tab_registers[address + i] >> 8;
      out[3 + 2 * i] = map->tab_registers[address + i] & 0xFF;
    }
    return 2 + 2 * count;
  }
  if (pdu[0] == 6 && address < REGISTERS) {
    map->tab_registers[address] = count;
    memcpy(out, pdu, 5);
    return 5;
  }
  if (pdu[0] == 16 && address + count <= REGISTERS) {
    for (int i = 0; i < count; i++) map->tab_registers[address + i] = pdu[6 + 2 * i] << 8 | pdu[7 + 2 * i];
    memcpy(out, pdu, 5);
    return 5;
  }
  out[0] |= 0x80;
  out[1] = 2;
  return 2;
}

static void in_parts(const uint8_t *octets, int length, int part, int ms) {
  for (int at = 0; at < length; at += part) {
    if (at > 0) pause_ms(ms);
    put(octets + at, at + part > length ? length - at : part);
  }
}

/* Answers with something wrong. */
static void spoil(const uint8_t *request, int length, uint8_t *pdu, int size) {
  uint8_t out[700] = {0}, good[300];
  static const uint8_t garbage[] = {0x55, 0xAA, 0x00, 0x13};
  int unit = 1, extra = 0, code = 0;
  spoilt++;
  if (sscanf(wrong, "refuse_%d", &code) == 1) pdu[0] |= 0x80, pdu[1] = code, size = 2;
  if (is("exception_other")) pdu[0] = 0x84, pdu[1] = 2, size = 2;
  if (is("unit")) unit = 2;
  if (is("function")) pdu[0] = 4;
  if (is("short")) size -= 2, pdu[1] -= 2;
  if (is("long")) pdu[size] = pdu[size + 1] = 0, size += 2, pdu[1] += 2;
  if (is("count")) pdu[1] -= 2;
  int n = frame(good, request, unit, pdu, size);
  if (is("transaction")) good[1]++;
  if (is("protocol")) good[3] = 1;
  if (is("length")) good[5] += 2;
  if (is("flip_data")) good[4] ^= 1;
  if (is("flip_unit")) good[0] ^= 2;
  if (is("crc")) good[n - 1] ^= 0x5A;
  if (is("garbage")) memcpy(out, garbage, 4), extra = 4;
  if (is("echo")) memcpy(out, request, length), extra = length;
  memcpy(out + extra, good, n);
  n += extra;
  if (is("garbage_after")) memcpy(out + n, garbage, 4), n += 4;
  if (is("twice")) memcpy(out + n, good, n), n += n;
  if (is("silence")) return;
  if (is("deaf")) {
    deaf = 1;
    return;
  }
  if (is("close") || is("reset")) {
    drop_line(is("reset"));
    return;
  }
  if (is("late")) pause_ms(LATE_MS);
  if (is("half") || is("torn")) n /= 2;
  if (is("split")) in_parts(out, n, n / 2 + 1, 15);
  else if (is("hole")) in_parts(out, n, n / 2 + 1, LATE_MS);
  else if (is("dribble")) in_parts(out, n, 1, 2);
  else if (is("dribble_long")) in_parts(out, n, 1, LATE_MS / n + 1);
  else if (is("stale")) put(before, before_length);
  else put(out, n);
  if (is("torn") || is("close_after")) drop_line(0);
}

static void serve(const uint8_t *request, int length) {
  const uint8_t *pdu = request + (mode == TCP ? 7 : 1);
  int address = pdu[1] << 8 | pdu[2], value = pdu[3] << 8 | pdu[4];
  uint8_t reply[300];
  requests++;
  sequence++;
  put_at = -1;
  for (int a = 0; a < 64; a++) map->tab_registers[a] = a << 8 | (sequence & 0xFF);
  if (pdu[0] == 16) value = pdu[6] << 8 | pdu[7];
  int writes = pdu[0] == 6 || pdu[0] == 16;
  if (writes && address == LIMIT) limit_writes++, above += value > MOST;
  if (writes && address == LIFE) feeds++, fed_at = now(), tripped = 0;
  uint8_t right[300];
  int size = answer(right, pdu);
  int n = frame(reply, request, 1, right, size);
  if (wrong[0] && !writes) {
    spoil(request, length, right, size);
    wrong[0] = 0;
  } else if (mode == RTU_TCP) {
    put(reply, n);
  } else {
    look_for_collision();
    put_at = now();
    modbus_reply(ctx, request, length, map);
  }
  memcpy(before, reply, n);
  before_length = n;
  /* What was answered late tells nothing of the pause that the master makes behind an answer. */
  double end = now();
  /* From before the last write: behind it the machine may let the master run first. */
  sent_at = end - asked_at >= PATIENT_MS ? -1 : put_at >= 0 ? put_at : end;
}

/* An RTU frame on a socket, which libmodbus does not know. */
static int receive_rtu_tcp(uint8_t *request) {
  int need = 8, have = 0;
  while (have < need) {
    ssize_t n = read(line, request + have, need - have);
    if (n <= 0) return -1;
    have += n;
    if (have >= 7 && request[1] == 16) need = 9 + request[6];
  }
  unsigned sum = crc(request, need - 2);
  return request[need - 2] == (sum & 0xFF) && request[need - 1] == sum >> 8 ? need : 0;
}

static void take(void) {
  uint8_t request[MODBUS_TCP_MAX_ADU_LENGTH];
  asked_at = now();
  if (sent_at >= 0 && asked_at - sent_at < least_gap) least_gap = asked_at - sent_at;
  sent_at = -1;
  int length = mode == RTU_TCP ? receive_rtu_tcp(request) : modbus_receive(ctx, request);
  if (length > 0) serve(request, length);
  else if (length < 0 && mode == RTU) modbus_flush(ctx);
  else if (length < 0) drop_line(0);
}

static void command(char *text) {
  if (sscanf(text, "wrong %31s", wrong) == 1) printf("ok\n");
  else if (sscanf(text, "watchdog %ld", &watchdog_ms) == 1) fed_at = now(), printf("ok\n");
  else if (strncmp(text, "stats", 5) == 0)
    printf("requests=%ld spoilt=%ld collisions=%ld least_gap_us=%.0f limit_writes=%ld above=%ld limit=%d feeds=%ld trips=%ld\n",
           requests, spoilt, collisions, least_gap < 1e8 ? least_gap * 1e3 : -1.0, limit_writes, above,
           map->tab_registers[LIMIT], feeds, trips);
  else printf("unknown\n");
  fflush(stdout);
}

int main(int argc, char **argv) {
  int listener = -1;
  char text[128];
  if (argc < 2) return 2;
  signal(SIGPIPE, SIG_IGN);
  mode = strcmp(argv[1], "tcp") == 0 ? TCP : strcmp(argv[1], "rtutcp") == 0 ? RTU_TCP : RTU;
  map = modbus_mapping_new(0, 0, REGISTERS, 0);
  ctx = mode == RTU ? modbus_new_rtu(argv[2], 9600, 'N', 8, 1) : modbus_new_tcp("127.0.0.1", 0);
  if (!ctx || !map) return 3;
  if (mode == RTU) {
    modbus_set_slave(ctx, 1);
    if (modbus_connect(ctx)) return 4;
    line = modbus_get_socket(ctx);
    printf("ready\n");
  } else {
    struct sockaddr_in at;
    socklen_t size = sizeof at;
    listener = modbus_tcp_listen(ctx, 5);
    if (listener < 0 || getsockname(listener, (struct sockaddr *)&at, &size)) return 4;
    printf("port %d\n", ntohs(at.sin_port));
  }
  fflush(stdout);
  for (;;) {
    struct pollfd all[] = {{0, POLLIN, 0}, {listener, POLLIN, 0}, {deaf ? -1 : line, POLLIN, 0}};
    double since = now();
    poll(all, 3, POLL_MS);
    waited(since, POLL_MS);
    if (watchdog_ms && !tripped && now() - fed_at > watchdog_ms) tripped = 1, trips++;
    if (all[0].revents) {
      if (!fgets(text, sizeof text, stdin)) return 0;
      command(text);
    }
    if (all[1].revents) {
      int fresh = accept(listener, NULL, NULL), one = 1;
      if (line >= 0) close(line);
      setsockopt(fresh, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      line = fresh;
      deaf = 0;
      sent_at = -1;
      modbus_set_socket(ctx, line);
    } else if (all[2].revents && line >= 0) {
      take();
    }
  }
}
