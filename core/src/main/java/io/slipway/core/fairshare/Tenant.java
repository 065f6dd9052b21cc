package io.slipway.core.fairshare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has a share of the agents: an organisation, one of its teams, or one of a team's projects. Written {@code
 * acme/web/shop}. Immutable; ordered by name.
 *
 * @param names from the organisation down; one to three
 */
public record Tenant(List<String> names) implements Comparable<Tenant> {
    /** Organisation, team, project. */
    static final int MOST_NAMES = 3;

    private static final int LONGEST_NAME = 100;

    public Tenant {
        names = List.copyOf(names);
        if (names.isEmpty() || names.size() > MOST_NAMES)
            throw new IllegalArgumentException(
                    "tenant: '" + String.join("/", names) + "' (expected: organisation/team/project)");
        for (String name : names) {
            if (!isName(name))
                throw new IllegalArgumentException("tenant: '" + String.join("/", names) + "' (expected: names of"
                        + " letters, digits, '.', '_' and '-', at most " + LONGEST_NAME + " long)");
        }
    }

    /**
     * Reads {@code organisation}, {@code organisation/team} or {@code organisation/team/project}.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static Tenant of(String path) {
        return new Tenant(List.of(path.split("/", -1)));
    }

    private static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NAME) return false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && c != '.' && c != '_' && c != '-') return false;
        }
        return true;
    }

    // Written out, as every run comes by here: what a record is given costs a fresh JVM many milliseconds.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tenant same && names.equals(same.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public int compareTo(Tenant other) {
        int shorter = Math.min(names.size(), other.names.size());
        for (int i = 0; i < shorter; i++) {
            int byName = names.get(i).compareTo(other.names.get(i));
            if (byName != 0) return byName;
        }
        return Integer.compare(names.size(), other.names.size());
    }

    @Override
    public String toString() {
        return String.join("/", names);
    }
}
