#!/bin/sh
# A throw-away PostgreSQL for tests and benches, under build/postgres, on a free loopback port.
#   scripts/postgres.sh          start it (installing PostgreSQL by apt where it is missing) and print its URL
#   scripts/postgres.sh stop     stop it and delete it
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
home=$root/build/postgres
socket=${TMPDIR:-/tmp}/va-pg-$(printf %s "$root" | cksum | cut -d' ' -f1)
say() { echo "postgres.sh: $*" >&2; }

# PostgreSQL refuses to run as root: then it runs as the user that its package made.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); else "$@"; fi
}

tools() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

stop() {
    [ -d "$home" ] || return 0
    bin=$(tools)
    if [ -n "$bin" ] && [ -f "$home/data/postmaster.pid" ]; then
        as_server "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
    fi
    rm -rf "$home" "$socket"
}

start() {
    if [ -f "$home/url" ] && as_server "$(tools)/pg_ctl" -D "$home/data" status >/dev/null 2>&1; then
        cat "$home/url"
        return
    fi
    if [ -z "$(tools)" ]; then
        [ "$(id -u)" -eq 0 ] || { say "PostgreSQL is not installed, and only root can install it: apt-get install postgresql"; exit 1; }
        say "installing PostgreSQL"
        { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends postgresql; } >&2
    fi
    stop
    bin=$(tools)
    mkdir -p "$home" "$socket"
    if [ "$(id -u)" -eq 0 ]; then
        chown postgres "$home" "$socket"
        as_server test -x "$home" || { home_note; exit 1; }
    fi
    say "making a cluster under $home"
    as_server "$bin/initdb" -D "$home/data" -U voice -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
    port=$(free_port)
    as_server "$bin/pg_ctl" -D "$home/data" -l "$home/log" -w start \
        -o "-h 127.0.0.1 -p $port -k $socket -c shared_buffers=256MB" >/dev/null
    as_server "$bin/createdb" -h 127.0.0.1 -p "$port" -U voice voice_agent
    echo "postgresql+asyncpg://voice@127.0.0.1:$port/voice_agent" > "$home/url"
    cat "$home/url"
}

home_note() { say "the user postgres cannot reach $home: move the checkout out of a private folder"; }

case ${1:-start} in
    start) start ;;
    stop) stop ;;
    *) say "usage: postgres.sh [start|stop]"; exit 2 ;;
esac
