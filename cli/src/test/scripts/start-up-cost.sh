#!/usr/bin/env bash
# What a start of `ostiary` costs beside empty programs made of the same libraries, in turns, in one run.
#
# Usage: start-up-cost.sh [RUNS]        (default 15), after `mvn -pl cli -am package`
# Prints the median CPU and wall-clock seconds of: a program of an empty picocli command that reads its line by Jackson's ObjectMapper;
# the same with Jackson's streaming parser only; `ostiary simulate` with one case on its line; `ostiary --help`.
set -euo pipefail

runs=${1:-15}
module=$(cd "$(dirname "$0")/../../.." && pwd)
jar=$module/target/ostiary.jar
[ -f "$jar" ] || {
  echo "no $jar: run \`mvn -pl cli -am package\` first" >&2
  exit 2
}
work=$(mktemp -d "$module/target/start-up-cost.XXXXXX")
trap 'rm -rf "$work"' EXIT
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS

# empty NAME IMPORT BODY: a program that reads its line and says nothing.
empty() {
  cat >"$work/$1.java" <<EOF
import picocli.CommandLine;
import picocli.CommandLine.Command;
$2
@Command(name = "empty", mixinStandardHelpOptions = true, version = "1")
public class $1 implements java.util.concurrent.Callable<Integer> {
  @Override
  public Integer call() throws java.io.IOException {
    $3
    return 0;
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new $1()).execute(arguments));
  }
}
EOF
  javac -proc:none -cp "$jar" -d "$work/$1" "$work/$1.java"
}
empty Mapper 'import com.fasterxml.jackson.databind.ObjectMapper;' 'new ObjectMapper().readTree(System.in);'
empty Parser 'import com.fasterxml.jackson.core.*;' \
  'try (JsonParser parser = new JsonFactory().createParser(System.in)) { while (parser.nextToken() != null) {} }'

tr -d '\n' >"$work/case.jsonl" <<'EOF'
{"id": 1, "request": {"principal": "arn:aws:iam::123456789012:user/alice", "action": "docs:Read",
"resource": {"arn": "arn:aws:docs:::folder/alice/plan", "accountId": "123456789012"}, "context": {"aws:SecureTransport": "true"}},
"identityPolicies": [{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "docs:*",
"Resource": "arn:aws:docs:::folder/${aws:username}/*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]}]}
EOF
echo >>"$work/case.jsonl"

names=('empty, ObjectMapper' 'empty, parser' 'simulate' '--help')
commands=("-cp $jar:$work/Mapper Mapper" "-cp $jar:$work/Parser Parser" "-jar $jar simulate" "-jar $jar --help")
TIMEFORMAT='%U %S %R'
for ((run = 0; run < runs; run++)); do
  for i in "${!commands[@]}"; do
    # shellcheck disable=SC2086
    { time java ${commands[i]} <"$work/case.jsonl" >"$work/out" 2>&1; } 2>"$work/time"
    awk -v i="$i" '{ print i, $1 + $2, $3 }' "$work/time" >>"$work/figures"
    [ "$i" != 2 ] || grep -q '"decision":"Allowed"' "$work/out"
  done
done

median() { awk -v i="$1" -v f="$2" '$1 == i { print $f }' "$work/figures" | sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
echo "$(java -version 2>&1 | head -1), $(nproc) processors, load $(cut -d' ' -f1-3 /proc/loadavg), $runs runs"
printf '%-20s %8s %8s %22s %16s\n' program 'CPU s' 'wall s' '/ empty, ObjectMapper' '/ empty, parser'
for i in "${!names[@]}"; do
  cpu=$(median "$i" 2)
  printf '%-20s %8.3f %8.3f %22.2f %16.2f\n' "${names[i]}" "$cpu" "$(median "$i" 3)" \
    "$(awk -v a="$cpu" -v b="$(median 0 2)" 'BEGIN { print a / b }')" "$(awk -v a="$cpu" -v b="$(median 1 2)" 'BEGIN { print a / b }')"
done
