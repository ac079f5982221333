# postgres.sh BIN FOLDER PORT...: a cluster in FOLDER on the first PORT that is free, until the standard
# input ends: that is when the process that holds its other end has ended, in whatever way.
# Answers with the port, or with why there is none.
bin=$1 folder=$2
shift 2
cd /

started() {
    "$bin/initdb" --pgdata="$folder/data" --username=postgres --pwfile="$folder/password" \
        --auth=scram-sha-256 --encoding=UTF8 --locale=C --no-sync >"$folder/log" 2>&1 || return
    cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 500
fsync = off
synchronous_commit = off
full_page_writes = off
CONF
    for port; do
        # Of its output nothing must hold ours open: whoever reads that waits for its end.
        "$bin/pg_ctl" start --pgdata="$folder/data" --log="$folder/log" --options="-p $port" \
            >/dev/null 2>&1 </dev/null && return
    done
    return 1
}

if started "$@"; then
    echo "$port"
    cat >/dev/null
    "$bin/pg_ctl" stop --pgdata="$folder/data" --mode=immediate >/dev/null 2>&1
else
    grep -E 'FATAL|error|not found' "$folder/log" | tail -n 1
fi
rm -rf "$folder"
