package shop.testkit;

import java.util.Objects;

/** What a test may claim. A claim that does not hold ends the test with an {@link AssertionError}. */
public final class Check {
    private Check() {}

    public static void equal(Object actual, Object expected) {
        if (!Objects.equals(actual, expected)) {
            throw new AssertionError("was <" + actual + ">, expected <" + expected + ">");
        }
    }

    public static void that(boolean holds, String claim) {
        if (!holds) {
            throw new AssertionError("does not hold: " + claim);
        }
    }

    /** The action must throw {@code type}, with {@code part} somewhere in its message. */
    public static void refuses(Class<? extends Exception> type, String part, Runnable action) {
        try {
            action.run();
        } catch (Exception thrown) {
            if (!type.isInstance(thrown)) {
                throw new AssertionError("threw " + thrown + ", expected " + type.getSimpleName(), thrown);
            }
            if (!String.valueOf(thrown.getMessage()).contains(part)) {
                throw new AssertionError("said <" + thrown.getMessage() + ">, expected <" + part + "> in it", thrown);
            }
            return;
        }
        throw new AssertionError("nothing was thrown, expected " + type.getSimpleName());
    }
}
