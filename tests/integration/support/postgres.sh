# postgres.sh BIN FOLDER PORT...: runs a cluster in FOLDER, on the first PORT that is free, until its standard
# input ends. A pipe from another process ends with that process, even if it is killed.
# Prints the port, or why there is no cluster.
bin=$1 folder=$2
shift 2
cd /

# By the password itself, which stays on this machine: working out SCRAM's answer takes a client that was built
# without optimisation so long that a pool which connects ten times runs out of time.
started() {
    "$bin/initdb" --pgdata="$folder/data" --username=postgres --pwfile="$folder/password" \
        --auth=password --encoding=UTF8 --locale=C --no-sync >"$folder/log" 2>&1 || return
    cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 500
fsync = off
synchronous_commit = off
full_page_writes = off
CONF
    for port; do
        # It must not hold our standard output open.
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
