package io.slipway.cli.view;

import io.slipway.core.estimate.ResourceAdvice;
import io.slipway.core.pipeline.Resources;
import java.util.List;
import java.util.Locale;

/** What tasks should ask for instead, in lines. */
public final class AdviceText {
    /** More than these belong into {@code slipway history}. */
    private static final int MOST = 3;

    private AdviceText() {}

    /** Nothing when there is none. */
    public static String of(List<ResourceAdvice> advice) {
        StringBuilder text = new StringBuilder();
        for (ResourceAdvice one : advice.subList(0, Math.min(MOST, advice.size())))
            text.append("advice: ").append(told(one)).append('\n');
        if (advice.size() > MOST)
            text.append("advice: ")
                    .append(Amounts.count(advice.size() - MOST, "more task"))
                    .append(advice.size() - MOST == 1 ? " asks" : " ask")
                    .append(" for far too much or too little; `slipway history` tells which\n");
        return text.toString();
    }

    /** {@code … asks for 4096 MiB of memory and needs 500 at its peak; ask for what it needs: cpu 2, memory 625Mi}. */
    public static String told(ResourceAdvice advice) {
        return advice.why() + ": " + wanted(advice);
    }

    /** The first half of that: what is wrong. */
    public static String what(ResourceAdvice advice) {
        return advice.why().substring(0, advice.why().lastIndexOf("; "));
    }

    /** The second half: what to do. */
    public static String todo(ResourceAdvice advice) {
        return told(advice).substring(what(advice).length() + 2);
    }

    private static String wanted(ResourceAdvice advice) {
        Resources ask = advice.ask();
        String memory = ask.memoryBytes() == 0 ? "" : ", memory " + (ask.memoryBytes() >> 20) + "Mi";
        return "cpu " + cpu(ask.milliCpu()) + memory;
    }

    private static String cpu(int milliCpu) {
        return milliCpu % 1000 == 0
                ? Integer.toString(milliCpu / 1000)
                : String.format(Locale.ROOT, "%.1f", milliCpu / 1000.0);
    }
}
