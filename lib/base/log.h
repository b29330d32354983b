/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/log.h - messages on standard error, for main.c files and the
 * daemon's request handler only.  One line each, "program: text"; control
 * characters of hostile input are shown as \xNN.  Safe from several threads.
 */
#ifndef LIB_BASE_LOG_H
#define LIB_BASE_LOG_H

#include "lib/base/status.h"

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

void log_init(const char *program, enum log_level max); /* before any thread starts */
void log_msg(enum log_level level, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
