package io.slipway.core.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the word that someone probably meant: the known one that is the fewest typing mistakes away (a letter missing,
 * extra, wrong, or two swapped: optimal string alignment distance, capitals being like small letters). O(known words × length²).
 */
public final class DidYouMean {
    private static final int LONGEST_LIST = 12;

    private DidYouMean() {}

    /** The nearest of {@code known}, unless even that one is another word; ties go to the first in the alphabet. */
    public static Optional<String> among(String word, Collection<String> known) {
        int nearest = 1 + word.length() / 3;
        String found = "";
        for (String candidate : new TreeSet<>(known)) {
            if (Math.abs(candidate.length() - word.length()) > nearest) continue;
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance > nearest || (distance == nearest && !found.isEmpty())) continue;
            if (distance >= Math.max(word.length(), candidate.length())) continue;
            nearest = distance;
            found = candidate;
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /**
     * What to do about an unknown word: {@code did you mean `run`?}, or else what there is: {@code use one of `env`,
     * `run`}.
     */
    public static String suggest(String word, Collection<String> known) {
        return among(word, known).map(meant -> "did you mean `" + meant + "`?").orElseGet(() -> useOneOf(known));
    }

    private static String useOneOf(Collection<String> known) {
        if (known.isEmpty()) return "there is nothing to choose from yet";
        List<String> quoted = new ArrayList<>();
        for (String word : known) {
            if (quoted.size() == LONGEST_LIST) {
                quoted.add("… (" + (known.size() - LONGEST_LIST) + " more)");
                break;
            }
            quoted.add("`" + word + "`");
        }
        return "use one of " + String.join(", ", quoted);
    }

    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) last[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(last[j - 1] + wrong, 1 + Math.min(last[j], row[j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) row[j] = Math.min(row[j], 1 + beforeLast[j - 2]);
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
