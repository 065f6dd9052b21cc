package io.slipway.jenkins.check;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is wrong at the moment, for whoever looks after the controller: one sentence for each topic, which stays until it
 * is cleared. Thread-safe; O(log topics).
 */
public final class Troubles {
    private static final int LONGEST = 1000;

    private final SortedMap<String, String> byTopic = new TreeMap<>();

    /**
     * The topic is in trouble; replaces what was said about it.
     *
     * @param sentence what is wrong, and what to do about it
     */
    public synchronized void tell(String topic, String sentence) {
        byTopic.put(topic, sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST) + "…");
    }

    /** The topic is well again. */
    public synchronized void clear(String topic) {
        byTopic.remove(topic);
    }

    /** All is well. */
    public synchronized void clearAll() {
        byTopic.clear();
    }

    /** What is wrong, by topic. */
    public synchronized SortedMap<String, String> all() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(byTopic));
    }
}
