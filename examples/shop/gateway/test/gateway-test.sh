#!/bin/sh
# Checks the generator with routes of its own, then the configuration that was built.
set -u
failed=0

check() {
    if [ "$2" != "$3" ]; then
        printf 'FAILED %s\n  was:      %s\n  expected: %s\n' "$1" "$2" "$3"
        failed=1
    fi
}

refused() {
    printf '%b' "$1" | awk -f build/gateway.awk 2>&1 > /dev/null | sed 's/^[^:]*:/:/'
}

check "the longest path comes first" \
    "$(printf '/ a 8080\n/x/y b 8081\n/x c 8082\n/w d 8083\n' | awk -f build/gateway.awk | cut -d' ' -f2 | tr '\n' ' ')" \
    "/x/y /w /x / "
check "a line that is too short" "$(refused '# ok\n/ a\n')" ":2: expected: path service port"
check "a path without its slash" "$(refused 'x a 8080\n')" ":1: path x does not start with /"
check "a port below 1024" "$(refused '/ a 80\n')" ":1: port 80 is not within 1024 and 65535"
check "one path twice" "$(refused '/ a 8080\n/ b 8081\n')" ":2: path / leads to a already"
# Routes made by chance, the same in every run: as many come out as went in, none before a longer one.
seed=1
while [ $seed -le 40 ]; do
    awk -v seed=$seed 'BEGIN {
        srand(seed)
        for (i = 0; i < 120; i++) print "/" substr("abcdefghijklmnop", 1, int(rand() * 17)) i, "s" i, 2000 + i
    }' > build/random-routes.conf
    awk -f build/gateway.awk build/random-routes.conf | cut -d' ' -f2 > build/random-paths.txt
    check "routes of seed $seed, by length" \
        "$(awk '{ print length($0) }' build/random-paths.txt | tr '\n' ' ')" \
        "$(cut -d' ' -f1 build/random-routes.conf | awk '{ print length($0) }' | sort -rn | tr '\n' ' ')"
    seed=$((seed + 1))
done
check "the built configuration ends with the storefront" \
    "$(tail -n 1 build/gateway.conf)" "location / { proxy_pass http://storefront:8080; }"
check "orders can be reached" "$(grep -c '^location /api/orders { proxy_pass http://orders:' build/gateway.conf)" 1
[ $failed -eq 0 ] && echo "gateway: all checks passed"
exit $failed
