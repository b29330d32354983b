# SPDX-License-Identifier: GPL-2.0-or-later
# backfile: `make demo` runs the main job, `make check` the tests, `make help`
# lists the rest.  One non-recursive Makefile; folders are rules (make layers).

# --- what a user may set ---------------------------------------------------
MODE    ?= release
PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= cc
CXX     ?= c++
JOBS    ?= $(shell nproc 2>/dev/null || echo 2)
T       ?=
B       ?= build/$(MODE)
VERSION := 0.1.0

ifeq ($(origin CC),default)
CC := gcc
endif
ifeq ($(origin CXX),default)
CXX := g++
endif

# --- flags -----------------------------------------------------------------
WARN  := -Wall -Wextra -Wshadow -Wpointer-arith -Wwrite-strings -Wvla -Wformat=2 -Wundef
ifdef DEVELOPER
WARN += -Werror
endif
CWARN := $(WARN) -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition
SAN_asan := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
SAN_tsan := -fsanitize=thread -fno-omit-frame-pointer
OPT_release := -O2 -g
OPT_debug := -O0 -g3
OPT_asan := -O1 -g
OPT_tsan := -O1 -g
ifeq ($(filter $(MODE),release debug asan tsan),)
$(error MODE is one of release, debug, asan, tsan)
endif
PKGS := xapian-core libxml-2.0 zlib libmicrohttpd jansson libutf8proc uchardet libxxhash libcurl
# pkg-config is asked once, and only when there is something to build.
pkg = $(shell pkg-config $(1) 2>/dev/null)
XML_CFLAGS  = $(eval XML_CFLAGS := $$(call pkg,--cflags libxml-2.0))$(XML_CFLAGS)
XAPIAN_CXXFLAGS = $(eval XAPIAN_CXXFLAGS := $$(call pkg,--cflags xapian-core))$(XAPIAN_CXXFLAGS)
BASE_FLAGS := $(OPT_$(MODE)) $(SAN_$(MODE)) -I. -DBACKFILE_VERSION='"$(VERSION)"' -fPIC
CFLAGS_ALL = -std=c11 -D_GNU_SOURCE $(CWARN) $(BASE_FLAGS) $(CPPFLAGS) $(CFLAGS)
CXXFLAGS_ALL = -std=c++17 $(WARN) $(BASE_FLAGS) $(CPPFLAGS) $(CXXFLAGS) $(XAPIAN_CXXFLAGS)
LDFLAGS_ALL = $(SAN_$(MODE)) $(LDFLAGS)

# --- rooms -----------------------------------------------------------------
base_SRC    := $(wildcard lib/base/*.c)
text_SRC    := $(wildcard lib/text/*.c)
archive_SRC := $(wildcard lib/archive/*.c)
search_SRC  := $(wildcard lib/search/*.c)
corpus_SRC  := $(wildcard corpus/*.c)
xapian_SRC  := $(wildcard libxapian-c/*.cc)
indexer_SRC := $(wildcard indexer/*.c)
searchd_SRC := $(wildcard searchd/*.c)
query_SRC   := $(wildcard query/*.c)
objs = $(patsubst %,$(B)/%.o,$(1))

base_A    := $(B)/lib/libbase.a
text_A    := $(B)/lib/libtext.a
archive_A := $(B)/lib/libarchive.a
search_A  := $(B)/lib/libsearch.a
corpus_A  := $(B)/lib/libcorpus.a
xapian_A  := $(B)/lib/libxapian-c.a

# What each room links with, in layer order: a wrong dependency fails here too.
base_L    := $(base_A) -lxxhash -lm
text_L    := $(text_A) $(base_L) -lstemmer -lutf8proc
xapian_L  := $(xapian_A) -lxapian
archive_L := $(archive_A) $(xapian_L) $(base_L) -lz
search_L  := $(search_A) $(archive_A) $(text_A) $(xapian_L) $(base_L) -lz -lstemmer -lutf8proc
corpus_L  := $(corpus_A) $(text_L) -lxml2 -lz -luchardet -ljansson
indexer_L := $(corpus_A) $(archive_A) $(text_A) $(xapian_L) $(base_L) \
             -lxml2 -lz -luchardet -ljansson -lstemmer -lutf8proc
searchd_L := $(search_L) -lmicrohttpd -ljansson -lpthread
query_L   := $(search_L) -ljansson -lcurl
# libraries that a room's objects need to be built before linking
base_D    := $(base_A)
text_D    := $(text_A) $(base_A)
xapian_D  := $(xapian_A)
archive_D := $(archive_A) $(xapian_A) $(base_A)
search_D  := $(search_A) $(archive_A) $(text_A) $(xapian_A) $(base_A)
corpus_D  := $(corpus_A) $(text_A) $(base_A)
indexer_D := $(corpus_A) $(archive_A) $(text_A) $(xapian_A) $(base_A)
searchd_D := $(search_D)
query_D   := $(search_D)

PROGRAMS := $(B)/bin/backfile $(B)/bin/backfile-indexer $(B)/bin/backfile-searchd

.PHONY: all
all: $(PROGRAMS) $(B)/lib/libxapian-c.so ## build the programs and libraries (default)

# build/bin points at the programs of the release build
ifeq ($(B),build/release)
all: build/bin
build/bin: Makefile
	@mkdir -p build && ln -sfn release/bin build/bin
endif

# --- rules -----------------------------------------------------------------
$(B)/corpus/%.c.o: EXTRA = $(XML_CFLAGS)
$(B)/tests/unit/corpus/%.c.o: EXTRA = $(XML_CFLAGS)
$(B)/bench/corpus_%.c.o: EXTRA = $(XML_CFLAGS)

$(B)/%.c.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(EXTRA) -MMD -MP -c $< -o $@
$(B)/%.cc.o: %.cc Makefile
	@mkdir -p $(@D)
	$(CXX) $(CXXFLAGS_ALL) -MMD -MP -c $< -o $@

define archive_rule
$$($(1)_A): $$(call objs,$$($(1)_SRC))
	@mkdir -p $$(@D)
	@rm -f $$@
	$$(AR) rcs $$@ $$^
endef
$(foreach r,base text archive search corpus xapian,$(eval $(call archive_rule,$(r))))

XC_SONAME := libxapian-c.so.0
$(B)/lib/libxapian-c.so: $(call objs,$(xapian_SRC)) libxapian-c/xapian_c.sym
	$(CXX) -shared -Wl,-soname,$(XC_SONAME) -Wl,--version-script,libxapian-c/xapian_c.sym \
		$(LDFLAGS_ALL) -o $@ $(call objs,$(xapian_SRC)) -lxapian
	@ln -sf libxapian-c.so $(B)/lib/$(XC_SONAME)

$(B)/bin/backfile: $(call objs,$(query_SRC)) $(query_D)
	@mkdir -p $(@D)
	$(CXX) $(LDFLAGS_ALL) -o $@ $(call objs,$(query_SRC)) $(query_L)
$(B)/bin/backfile-indexer: $(call objs,$(indexer_SRC)) $(indexer_D)
	@mkdir -p $(@D)
	$(CXX) $(LDFLAGS_ALL) -o $@ $(call objs,$(indexer_SRC)) $(indexer_L)
$(B)/bin/backfile-searchd: $(call objs,$(searchd_SRC)) $(searchd_D)
	@mkdir -p $(@D)
	$(CXX) $(LDFLAGS_ALL) -o $@ $(call objs,$(searchd_SRC)) $(searchd_L)

# --- unit tests: tests/unit/ROOM/NAME_test.c, linked with what ROOM may use ----
UNIT_SRC := $(wildcard tests/unit/*/*_test.c)
UNIT_BIN := $(patsubst tests/unit/%.c,$(B)/unit/%,$(UNIT_SRC))
define unit_rule
$$(B)/unit/$(1)/%_test: $$(B)/tests/unit/$(1)/%_test.c.o $$($(1)_D) $$($(1)_UNIT_OBJS)
	@mkdir -p $$(@D)
	$$(CXX) $$(LDFLAGS_ALL) -o $$@ $$< $$($(1)_UNIT_OBJS) $$($(1)_L) -lcmocka
endef
# programs have no library: their tests link their objects but for main
indexer_UNIT_OBJS = $(filter-out $(B)/indexer/main.c.o,$(call objs,$(indexer_SRC)))
searchd_UNIT_OBJS = $(filter-out $(B)/searchd/main.c.o,$(call objs,$(searchd_SRC)))
query_UNIT_OBJS   = $(filter-out $(B)/query/main.c.o,$(call objs,$(query_SRC)))
ROOMS := base text xapian archive search corpus indexer searchd query
$(foreach r,$(ROOMS),$(eval $(call unit_rule,$(r))))
.SECONDARY:

# --- fuzz targets: tests/fuzz/ROOM/NAME_fuzz.c; plain main replays inputs -----
FUZZ_SRC := $(wildcard tests/fuzz/*/*_fuzz.c)
FUZZ_BIN := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(FUZZ_SRC))
define fuzz_rule
$$(B)/fuzz/$(1)/%_fuzz: $$(B)/tests/fuzz/$(1)/%_fuzz.c.o $$(B)/tests/fuzz/replay_main.c.o $$($(1)_D) $$($(1)_UNIT_OBJS)
	@mkdir -p $$(@D)
	$$(CXX) $$(LDFLAGS_ALL) -o $$@ $$< $$(B)/tests/fuzz/replay_main.c.o $$($(1)_UNIT_OBJS) $$($(1)_L)
endef
$(foreach r,$(ROOMS),$(eval $(call fuzz_rule,$(r))))

TOOL_SRC := $(wildcard tests/tools/*.c)
TOOL_BIN := $(patsubst tests/tools/%.c,$(B)/tools/%,$(TOOL_SRC))
$(B)/tools/%.so: tests/tools/%.c Makefile
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -O1 -g $(CWARN) -fPIC -shared -o $@ $< -ldl

# --- benches: bench/NAME.c, against the reading side ---------------------------
$(B)/bench/%: $(B)/bench/%.c.o $(indexer_D) $(search_D)
	@mkdir -p $(@D)
	$(CXX) $(LDFLAGS_ALL) -o $@ $< $(search_A) $(indexer_L) -lpthread

# --- the oracle of the query language: tests/oracle ------------------------------
ORACLE_SRC := $(wildcard tests/oracle/*.c)
$(B)/oracle: $(call objs,$(ORACLE_SRC)) $(search_D)
	$(CXX) $(LDFLAGS_ALL) -o $@ $(call objs,$(ORACLE_SRC)) $(search_L)

.PHONY: tests-build
tests-build: all $(UNIT_BIN) $(FUZZ_BIN) $(B)/oracle $(patsubst tests/tools/%.c,$(B)/tools/%.so,$(TOOL_SRC))

# --- targets ---------------------------------------------------------------
.PHONY: deps demo check check-one unit asan tsan valgrind torture oracle hostile fuzz layers headers lint \
        format compdb docs-check bench eval install uninstall clean help

deps: ## install the Debian packages that are missing; elsewhere name them
	@sh tests/tools/deps.sh

demo: ## the main job: index corpus/sample, start the daemon, ask, cite
	@sh tests/tools/deps.sh
	@echo "building: about a minute the first time, then nothing to do"
	@$(MAKE) --no-print-directory -j$(JOBS) -s all
	@bash tests/tools/demo.sh

check: ## all tests, also under ASan, UBSan and TSan; closes with "N passed, N failed"
	@sh tests/tools/deps.sh
	@bash tests/run.sh all

unit: ## unit tests of this MODE only
	@$(MAKE) --no-print-directory -j$(JOBS) -s tests-build
	@bash tests/run.sh unit

check-one: ## one script or unit test by part of its name: make check-one T=030
	@$(MAKE) --no-print-directory -j$(JOBS) -s tests-build
	@MODE=$(MODE) bash tests/run.sh one '$(T)'

asan: ## build and run the tests with ASan and UBSan
	@bash tests/run.sh asan

tsan: ## build and run the daemon's tests with TSan
	@bash tests/run.sh tsan

valgrind: ## unit tests under valgrind
	@bash tests/run.sh valgrind

torture: ## fail every Nth write, fsync and rename while indexing, all N
	@$(MAKE) --no-print-directory -j$(JOBS) -s tests-build
	@bash tests/tools/torture.sh

oracle: all $(B)/oracle ## N random queries against a brute-force evaluator: make oracle N=100000 DATA=folder
	@B=$(B) JOBS=$(JOBS) bash tests/tools/oracle.sh '$(or $(N),2000)' '$(DATA)'

hostile: ## N random byte strings and N damaged queries under ASan: make hostile N=100000
	@$(MAKE) --no-print-directory -j$(JOBS) -s MODE=asan build/asan/unit/search/hostile_test
	@BACKFILE_ROUNDS='$(or $(N),20000)' build/asan/unit/search/hostile_test

fuzz: ## fuzz one parser with libFuzzer: make fuzz P=text/tokenise S=60
	@bash tests/tools/fuzz.sh '$(P)' '$(or $(S),60)'

layers: ## check who includes whom, and prints where it should not
	@bash tests/tools/layers.sh $(B)

headers: ## each header compiles alone
	@bash tests/tools/headers.sh '$(CC)'

lint: ## clang-tidy, cppcheck, shellcheck
	@bash tests/tools/lint.sh

format: ## clang-format on what changed against HEAD
	@git diff --name-only HEAD -- '*.c' '*.h' '*.cc' | xargs -r clang-format -i

compdb: ## compile_commands.json, by bear
	@rm -rf build/compdb && bear -- $(MAKE) --no-print-directory B=build/compdb all >/dev/null

docs-check: all ## options, --help and man pages agree; examples in docs run
	@bash tests/tools/docs-check.sh

bench: all ## speed and size against peers, as ratios: see bench/README.md
	@bash bench/run.sh $(DATA)

eval: all ## quality through the scorers: make eval DATA=folder
	@bash bench/eval.sh $(DATA)

install: all ## install under PREFIX (DESTDIR is honoured)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include \
		$(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man3 $(DESTDIR)$(PREFIX)/share/man/man8 \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/lib/systemd/user
	install -m755 $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin/
	install -m644 $(B)/lib/libxapian-c.a $(DESTDIR)$(PREFIX)/lib/
	install -m755 $(B)/lib/libxapian-c.so $(DESTDIR)$(PREFIX)/lib/$(XC_SONAME)
	ln -sf $(XC_SONAME) $(DESTDIR)$(PREFIX)/lib/libxapian-c.so
	install -m644 libxapian-c/xapian_c*.h $(DESTDIR)$(PREFIX)/include/
	sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|' libxapian-c/xapian-c.pc.in \
		> $(DESTDIR)$(PREFIX)/lib/pkgconfig/xapian-c.pc
	install -m644 docs/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m644 docs/man/*.3 $(DESTDIR)$(PREFIX)/share/man/man3/
	install -m644 docs/man/*.8 $(DESTDIR)$(PREFIX)/share/man/man8/
	install -m644 query/completion/backfile.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/backfile
	install -m644 query/completion/_backfile $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_backfile
	for u in searchd/systemd/*.service searchd/systemd/*.socket; do \
		sed 's|@PREFIX@|$(PREFIX)|' $$u > $(DESTDIR)$(PREFIX)/lib/systemd/user/$$(basename $$u); done

# every file that `install` puts there, and no folder that others may use
uninstall: ## take away what install put under PREFIX
	rm -f $(foreach p,$(PROGRAMS),$(DESTDIR)$(PREFIX)/bin/$(notdir $p)) \
		$(DESTDIR)$(PREFIX)/lib/libxapian-c.a $(DESTDIR)$(PREFIX)/lib/libxapian-c.so \
		$(DESTDIR)$(PREFIX)/lib/$(XC_SONAME) $(foreach h,$(wildcard libxapian-c/xapian_c*.h),$(DESTDIR)$(PREFIX)/include/$(notdir $h)) \
		$(DESTDIR)$(PREFIX)/lib/pkgconfig/xapian-c.pc \
		$(foreach m,$(wildcard docs/man/*.[138]),$(DESTDIR)$(PREFIX)/share/man/man$(patsubst .%,%,$(suffix $m))/$(notdir $m)) \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/backfile \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_backfile \
		$(foreach u,$(wildcard searchd/systemd/*),$(DESTDIR)$(PREFIX)/lib/systemd/user/$(notdir $u))

clean: ## remove build/
	rm -rf build compile_commands.json

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t16
	@echo "Variables: MODE=release|debug|asan|tsan PREFIX DESTDIR CC CXX CFLAGS JOBS DEVELOPER=1 (-Werror)"

-include $(shell [ -d $(B) ] && find $(B) -name '*.d' 2>/dev/null)
