// A disk that fails on demand: preloaded, it stands before the calls by which
// SQLite changes files, counts those that go to the database's own, and lets
// some of them fail. The test orders it, and reads its count, in a file that
// both have mapped.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

enum { WRITES = 1, SYNCS = 2, SIZES = 4, NAMES = 8 };

// The layout is faults.disk's.
static struct control {
  _Atomic uint32_t which;  // the kinds of call that count
  _Atomic uint32_t error;  // errno of those that fail
  _Atomic uint64_t from;   // the first that fails; 0: none
  _Atomic uint64_t many;   // how many fail
  _Atomic uint64_t torn;   // a write that fails leaves its first half behind
  _Atomic uint64_t calls;  // so far
  _Atomic uint64_t failed; // of them
} *control;
static const char *prefix; // of the database's files
static size_t prefix_len;

__attribute__((constructor)) static void start(void) {
  const char *path = getenv("FAULT_CONTROL");
  prefix = getenv("FAULT_PREFIX");
  if (!path || !prefix) return;
  prefix_len = strlen(prefix);
  int fd = open(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *at = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (at != MAP_FAILED) control = at;
  close(fd);
}

// ours tells the database's files, its log among them; the index of the log is
// memory that SQLite maps, and it counts as well, because making it longer can fail.
static int ours(int fd) {
  char link[64], name[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, name, sizeof name);
  return n >= (ssize_t)prefix_len && !memcmp(name, prefix, prefix_len);
}

// fails counts a call, and reports whether it is to fail.
static int fails(uint32_t kind, int is_ours) {
  if (!control || !is_ours || !(control->which & kind)) return 0;
  uint64_t n = ++control->calls, from = control->from;
  if (!from || n < from || n - from >= control->many) return 0;
  control->failed++;
  return 1;
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define PWRITE(name, offset)                                                   \
  ssize_t name(int fd, const void *b, size_t n, offset at) {                   \
    REAL(name);                                                                \
    if (control && fails(WRITES, ours(fd))) {                                  \
      if (control->torn) real(fd, b, n / 2, at);                               \
      errno = (int)control->error;                                             \
      return -1;                                                               \
    }                                                                          \
    return real(fd, b, n, at);                                                 \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *b, size_t n) {
  REAL(write);
  if (control && fails(WRITES, ours(fd))) { errno = (int)control->error; return -1; }
  return real(fd, b, n);
}

#define CALL(name, kind, params, args)                                         \
  int name params {                                                            \
    REAL(name);                                                                \
    if (control && fails(kind, ours(fd))) { errno = (int)control->error; return -1; } \
    return real args;                                                          \
  }
CALL(fsync, SYNCS, (int fd), (fd))
CALL(fdatasync, SYNCS, (int fd), (fd))
CALL(ftruncate, SIZES, (int fd, off_t n), (fd, n))
CALL(ftruncate64, SIZES, (int fd, off64_t n), (fd, n))

#define OPEN(name)                                                             \
  int name(const char *path, int flags, ...) {                                 \
    REAL(name);                                                                \
    mode_t mode = 0;                                                           \
    if (flags & O_CREAT) { va_list l; va_start(l, flags); mode = va_arg(l, mode_t); va_end(l); } \
    if (control && (flags & O_CREAT) && fails(NAMES, !strncmp(path, prefix, prefix_len) && access(path, F_OK))) { \
      errno = (int)control->error;                                             \
      return -1;                                                               \
    }                                                                          \
    return real(path, flags, mode);                                            \
  }
OPEN(open)
OPEN(open64)
