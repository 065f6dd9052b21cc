package io.slipway.core.definition;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the values of one file share: its path, where problems go, what names stand for, and how much of it may still be
 * visited. Confined to one thread.
 */
final class YamlFile {
    /** Aliases can make a small file stand for a huge one; no definition written by hand comes near this. */
    static final int MOST_VALUES = 500_000;

    private final String path;
    private final Problems problems;
    private final Substitution substitution;
    private final AtomicInteger visited;

    YamlFile(String path, Problems problems) {
        this(path, problems, Scope.EMPTY, new AtomicInteger());
    }

    private YamlFile(String path, Problems problems, Scope scope, AtomicInteger visited) {
        this.path = path;
        this.problems = problems;
        this.substitution = new Substitution(scope, problems);
        this.visited = visited;
    }

    /** The same file, for a part of it in which these names stand for something. */
    YamlFile in(Scope scope) {
        return new YamlFile(path, problems, scope, visited);
    }

    Substitution substitution() {
        return substitution;
    }

    String path() {
        return path;
    }

    Problems problems() {
        return problems;
    }

    /**
     * @throws TooMuchException when the file stands for more than {@link #MOST_VALUES}
     */
    void count(YamlValue value) {
        if (visited.incrementAndGet() > MOST_VALUES) throw new TooMuchException(value);
    }

    /** Ends the reading of a file that has already stood for too many values. */
    static final class TooMuchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient YamlValue value;

        TooMuchException(YamlValue value) {
            this.value = value;
        }

        void tell(Problems problems) {
            problems.add(
                    value.place(),
                    "this file stands for more than " + MOST_VALUES + " values, each alias counted in full",
                    "split it, or write less with aliases");
        }
    }
}
