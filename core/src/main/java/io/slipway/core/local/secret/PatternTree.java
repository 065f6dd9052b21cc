package io.slipway.core.local.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collection;

/**
 * Finds any of many texts in a stream of bytes, looking at each byte once: the automaton of Aho and Corasick, <i>Efficient string
 * matching: an aid to bibliographic search</i>, CACM 18 (1975). A state stands for the longest end of what was read that is the
 * beginning of one of the texts. Immutable; about 40 bytes of memory for each byte of the texts.
 */
final class PatternTree {
    private static final int NONE = -1;

    /** Open addressing: the edges of all states, each as state and byte in one number, and where it leads. */
    private final int[] edges;

    private final int[] targets;
    private final int[] fallback;
    private final int[] depth;
    private final int[] found;
    private final int[] fromStart = new int[256];
    private int states = 1;

    PatternTree(Collection<String> patterns) {
        int bytes = 1;
        for (String pattern : patterns) bytes += pattern.getBytes(UTF_8).length;
        int slots = Math.max(16, Integer.highestOneBit(bytes) * 4);
        edges = new int[slots];
        targets = new int[slots];
        Arrays.fill(edges, NONE);
        fallback = new int[bytes];
        depth = new int[bytes];
        found = new int[bytes];
        for (String pattern : patterns) insert(pattern.getBytes(UTF_8));
        for (int b = 0; b < fromStart.length; b++) fromStart[b] = Math.max(0, edge(0, b));
        connect();
    }

    private void insert(byte[] pattern) {
        int state = 0;
        for (byte each : pattern) {
            int b = each & 0xff;
            int slot = slot(state, b);
            if (edges[slot] == NONE) {
                edges[slot] = (state << 8) | b;
                targets[slot] = states;
                depth[states] = depth[state] + 1;
                states++;
            }
            state = targets[slot];
        }
        found[state] = pattern.length;
    }

    /** Breadth first: a state's fallback is shallower than itself. */
    private void connect() {
        int[] parents = new int[states];
        int[] bytes = new int[states];
        for (int slot = 0; slot < edges.length; slot++) {
            if (edges[slot] == NONE) continue;
            parents[targets[slot]] = edges[slot] >>> 8;
            bytes[targets[slot]] = edges[slot] & 0xff;
        }
        for (int state : byDepth()) {
            int shorter = parents[state];
            if (shorter == 0) continue; // its fallback is the start
            fallback[state] = next(fallback[shorter], bytes[state]);
            if (found[state] == 0) found[state] = found[fallback[state]];
        }
    }

    private int[] byDepth() {
        int deepest = 0;
        for (int state = 1; state < states; state++) deepest = Math.max(deepest, depth[state]);
        int[] ends = new int[deepest + 2];
        for (int state = 1; state < states; state++) ends[depth[state] + 1]++;
        for (int level = 1; level < ends.length; level++) ends[level] += ends[level - 1];
        int[] order = new int[states - 1];
        for (int state = 1; state < states; state++) order[ends[depth[state]]++] = state;
        return order;
    }

    private int slot(int state, int b) {
        int wanted = (state << 8) | b;
        int slot = ((wanted * 0x9E3779B1) >>> 7) & (edges.length - 1);
        while (edges[slot] != NONE && edges[slot] != wanted) slot = (slot + 1) & (edges.length - 1);
        return slot;
    }

    private int edge(int state, int b) {
        int slot = slot(state, b);
        return edges[slot] == NONE ? NONE : targets[slot];
    }

    /** The state after one more byte (0 to 255); 0 is the state before the first. */
    int next(int state, int b) {
        int from = state;
        while (from != 0) {
            int to = edge(from, b);
            if (to != NONE) return to;
            from = fallback[from];
        }
        return fromStart[b];
    }

    /** How many of the last bytes may be the beginning of one of the texts. */
    int depth(int state) {
        return depth[state];
    }

    /** How long the longest of the texts is that ends here; 0 when none does. */
    int found(int state) {
        return found[state];
    }
}
