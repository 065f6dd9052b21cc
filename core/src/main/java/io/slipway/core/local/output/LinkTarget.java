package io.slipway.core.local.output;

import java.util.Optional;

/**
 * Where a symbolic link leads. A link among outputs may only lead to places inside of the workspace, because its result is
 * put into other workspaces and sandboxes.
 */
final class LinkTarget {
    private LinkTarget() {}

    /**
     * Why a link may not be an output; absent when it may. A target goes up only at its start, where what it leaves are
     * real directories: after a name, {@code ..} would leave whatever that name links to.
     *
     * @param path of the link, from the workspace root
     * @param target as written in the link
     */
    static Optional<String> problem(String path, String target) {
        if (target.startsWith("/")) return Optional.of(sentence(path, target, "an absolute path"));
        int depth = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) depth++;
        boolean down = false;
        for (String name : target.split("/", -1)) {
            if (name.isEmpty() || name.equals(".")) continue;
            if (!name.equals("..")) {
                down = true;
            } else if (down) {
                return Optional.of(sentence(path, target, "a path with '..' after a name"));
            } else if (--depth < 0) {
                return Optional.of(sentence(path, target, "out of the workspace"));
            }
        }
        return Optional.empty();
    }

    private static String sentence(String path, String target, String what) {
        return "the link " + path + " leads to " + what + ", '" + target
                + "'; make it relative and inside of the workspace, or leave it out of 'outputs'";
    }
}
