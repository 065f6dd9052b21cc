package io.slipway.jenkins.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Directories of attempts that nobody came back for, because the controller or the node broke off in the middle: removed at
 * the next contact. One that is in use, or that cannot be removed now, stays until the one after.
 */
public final class Leftovers {
    private Leftovers() {}

    /** The directories of attempts on one node. Every call blocks. Confined to one thread. */
    public interface Directories {
        /** Of all that are there. */
        List<String> names() throws IOException, InterruptedException;

        /** Has it for oneself, as an attempt would; absent when an attempt has it. */
        Optional<Claimed> claim(String name) throws IOException, InterruptedException;
    }

    /** A directory that no attempt gets until it is given back. */
    public interface Claimed {
        /** With all that is in it. */
        void delete() throws IOException, InterruptedException;

        void giveBack();
    }

    /**
     * Removes those that are not in use.
     *
     * @throws IOException with the first that cannot be removed, after the others
     */
    public static void remove(Directories directories) throws IOException, InterruptedException {
        IOException first = null;
        for (String name : directories.names()) {
            Optional<Claimed> claimed = directories.claim(name);
            if (claimed.isEmpty()) continue;
            try {
                claimed.get().delete();
            } catch (IOException e) {
                if (first == null) first = e;
            } finally {
                claimed.get().giveBack();
            }
        }
        if (first != null) throw first;
    }
}
