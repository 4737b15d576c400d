#!/usr/bin/env bash
# What Ostiary adds to a server's start: the same WildFly with an empty WAR and with Depot, in turns, in one run.
#
# Usage: start-up-cost.sh [RUNS]        (default 5), after `mvn -pl arquillian-tests -am verify`
# Prints, per WAR and run, the CPU seconds until the server says that it has started, and the live heap after a full collection; then the medians.
set -euo pipefail

runs=${1:-5}
module=$(cd "$(dirname "$0")/../../.." && pwd)
wildfly=$module/target/wildfly
depot=$module/target/deployments/ROOT.war
heap=${HEAP:--Xmx256m}
port=${PORT:-18080}
work=$(mktemp -d "$module/target/start-up-cost.XXXXXX")
pid=
trap '[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT

[ -d "$wildfly" ] && [ -f "$depot" ] || {
  echo "no $wildfly or no $depot: run \`mvn -pl arquillian-tests -am verify\` first" >&2
  exit 2
}

mkdir "$work/empty"
(cd "$work/empty" && jar -c -f "$work/empty.war" .)

# measure NAME WAR: one start; prints "NAME cpu-seconds heap-KiB".
measure() {
  local name=$1 war=$2 base=$work/base
  rm -rf "$base" "$work/ostiary-data"
  cp -r "$wildfly/standalone" "$base"
  rm -rf "$base/log" "$base/data" "$base/tmp"
  : >"$work/log"
  cp "$war" "$base/deployments/ROOT.war"
  java "$heap" -Djboss.home.dir="$wildfly" -Djboss.server.base.dir="$base" \
    -Djboss.bind.address=127.0.0.1 -Djboss.bind.address.management=127.0.0.1 \
    -Djboss.http.port="$port" -Djboss.https.port=$((port + 1)) -Djboss.management.http.port=$((port + 2)) \
    -Dlogging.configuration="file:$base/configuration/logging.properties" -Dorg.jboss.boot.log.file="$base/log/server.log" \
    -Dostiary.data="$work/ostiary-data" \
    -jar "$wildfly/jboss-modules.jar" -mp "$wildfly/modules" org.jboss.as.standalone >"$work/log" 2>&1 &
  pid=$!
  until grep -q -E 'WFLYSRV002[56]' "$work/log" || ! kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  grep -q WFLYSRV0025 "$work/log" || {
    echo "$name did not start; see below" >&2
    tail -40 "$work/log" >&2
    exit 1
  }
  local cpu
  cpu=$(awk -v tick="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); printf "%.2f", ($12 + $13) / tick }' "/proc/$pid/stat")
  jcmd "$pid" GC.run >/dev/null
  local live
  live=$(jcmd "$pid" GC.heap_info | awk '{ for (i = 1; i < NF; i++) if ($i == "used") { sub(/K.*/, "", $(i + 1)); print $(i + 1); exit } }')
  kill -9 "$pid"
  wait "$pid" 2>/dev/null || true
  pid=
  echo "$name $cpu $live"
}

median() { sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

echo "$(java -version 2>&1 | head -1), $heap, $(nproc) processors, $runs runs"
printf '%-6s %8s %10s\n' WAR 'CPU s' 'heap KiB'
for ((run = 0; run < runs; run++)); do
  for war in "empty $work/empty.war" "depot $depot"; do
    # shellcheck disable=SC2086
    measure $war >>"$work/figures"
    tail -1 "$work/figures" | awk '{ printf "%-6s %8s %10s\n", $1, $2, $3 }'
  done
done
for war in empty depot; do
  printf 'median %-6s %8s CPU s %10s KiB\n' "$war" "$(awk -v w=$war '$1 == w { print $2 }' "$work/figures" | median)" \
    "$(awk -v w=$war '$1 == w { print $3 }' "$work/figures" | median)"
done
