package io.slipway.jenkins.queue;

import java.util.BitSet;
import java.util.Map;

/**
 * Which nodes a label expression means: {@code linux && (x64 || arm64) && !small}, with {@code ->} and {@code <->} too, as
 * Jenkins writes them. The closest binds {@code !}, then {@code &&}, {@code ||}, {@code ->} and {@code <->}. A text that is
 * none means the nodes that have it as a label. Confined to one thread; O(operators × nodes / 64).
 */
final class LabelText {
    private final String text;
    private final Map<String, BitSet> byAtom;
    private final int nodes;
    private int at;

    private LabelText(String text, Map<String, BitSet> byAtom, int nodes) {
        this.text = text;
        this.byAtom = byAtom;
        this.nodes = nodes;
    }

    /** A text that cannot be read on from here. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable() {
            super(null, null, false, false);
        }
    }

    /**
     * @param byAtom places of the nodes that have a label, by label
     * @param nodes how many there are
     */
    static BitSet nodesMeeting(String text, Map<String, BitSet> byAtom, int nodes) {
        LabelText read = new LabelText(text, byAtom, nodes);
        if (text.isBlank()) return read.all();
        try {
            BitSet found = read.iff();
            if (read.at == text.length()) return found;
        } catch (Unreadable e) {
            return read.having(text);
        }
        return read.having(text);
    }

    private BitSet iff() {
        BitSet left = implies();
        if (!skip("<->")) return left;
        left.xor(implies());
        return not(left);
    }

    private BitSet implies() {
        BitSet left = or();
        if (!skip("->")) return left;
        left = not(left);
        left.or(or());
        return left;
    }

    private BitSet or() {
        BitSet found = and();
        while (skip("||")) found.or(and());
        return found;
    }

    private BitSet and() {
        BitSet found = negation();
        while (skip("&&")) found.and(negation());
        return found;
    }

    private BitSet negation() {
        return skip("!") ? not(one()) : one();
    }

    private BitSet one() {
        if (skip("(")) {
            BitSet inside = iff();
            if (!skip(")")) throw new Unreadable();
            return inside;
        }
        String atom = at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
        skipBlanks();
        return having(atom);
    }

    private String plain() {
        int from = at;
        while (at < text.length() && "&|!<>() \t\"'".indexOf(text.charAt(at)) < 0 && !text.startsWith("->", at)) at++;
        if (at == from) throw new Unreadable();
        return text.substring(from, at);
    }

    private String quoted() {
        StringBuilder atom = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return atom.toString();
            }
            if (c == '\\' && at + 1 < text.length()) c = text.charAt(++at);
            atom.append(c);
        }
        throw new Unreadable();
    }

    private boolean skip(String operator) {
        skipBlanks();
        if (!text.startsWith(operator, at)) return false;
        at += operator.length();
        skipBlanks();
        return true;
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) at++;
    }

    private BitSet having(String atom) {
        BitSet having = byAtom.get(atom);
        return having == null ? new BitSet(nodes) : (BitSet) having.clone();
    }

    private BitSet all() {
        BitSet all = new BitSet(nodes);
        all.set(0, nodes);
        return all;
    }

    private BitSet not(BitSet some) {
        BitSet others = all();
        others.andNot(some);
        return others;
    }
}
