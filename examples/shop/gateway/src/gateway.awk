# Turns lines "path service port" into the configuration of the gateway, the longest path first, so that the most
# particular route wins. Stops with the line when one is wrong.
function fail(reason) {
    printf "%s:%d: %s\n", FILENAME, FNR, reason > "/dev/stderr"
    failed = 1
    exit 1
}

/^[ \t]*(#|$)/ { next }

NF != 3 { fail("expected: path service port") }
$1 !~ /^\// { fail("path " $1 " does not start with /") }
$3 !~ /^[0-9]+$/ || $3 < 1024 || $3 > 65535 { fail("port " $3 " is not within 1024 and 65535") }
$1 in service { fail("path " $1 " leads to " service[$1] " already") }

{
    service[$1] = $2
    port[$1] = $3
    path[++count] = $1
}

END {
    if (failed) exit 1
    # Few routes: the simplest sort will do.
    for (i = 2; i <= count; i++) {
        moving = path[i]
        for (j = i - 1; j > 0 && (length(path[j]) < length(moving) || (length(path[j]) == length(moving) && path[j] > moving)); j--)
            path[j + 1] = path[j]
        path[j + 1] = moving
    }
    for (i = 1; i <= count; i++)
        printf "location %s { proxy_pass http://%s:%d; }\n", path[i], service[path[i]], port[path[i]]
}
