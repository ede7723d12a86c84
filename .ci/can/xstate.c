/*
 * Lets user-mode-linux run on processors whose extended state is larger than it knows (AMX): the
 * host's kernel takes a register set in its full size only. Preloaded into linux.uml; what UML has
 * is laid over what the process has.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/uio.h>

#define LARGEST 65536
/* Intel SDM vol. 1, 13.4.2: the header's first word tells which components the area holds. */
#define HEADER 512
/* x87, SSE, AVX, MPX, AVX-512 and PKRU, which UML's 2,696 octets hold. */
#define KNOWN 0x2ffULL

static long (*next)(int, ...);

__attribute__((constructor)) static void find(void) { next = (long (*)(int, ...))dlsym(RTLD_NEXT, "ptrace"); }

long ptrace(enum __ptrace_request request, ...) {
  va_list arguments;
  va_start(arguments, request);
  pid_t process = va_arg(arguments, pid_t);
  void *address = va_arg(arguments, void *);
  void *data = va_arg(arguments, void *);
  va_end(arguments);
  if (request == PTRACE_SETREGSET && (uintptr_t)address == NT_X86_XSTATE) {
    static char full[LARGEST] __attribute__((aligned(64)));
    struct iovec *given = data;
    struct iovec whole = {full, sizeof full};
    if (next(PTRACE_GETREGSET, process, address, &whole) == 0 && given->iov_len < whole.iov_len) {
      uint64_t theirs, ours;
      memcpy(&theirs, full + HEADER, sizeof theirs);
      memcpy(full, given->iov_base, given->iov_len);
      memcpy(&ours, full + HEADER, sizeof ours);
      ours = (ours & KNOWN) | (theirs & ~KNOWN);
      memcpy(full + HEADER, &ours, sizeof ours);
      return next(request, process, address, &whole);
    }
  }
  return next(request, process, address, data);
}
