package io.slipway.cli.view;

import io.slipway.core.pipeline.Problem;
import java.util.List;

/** Problems of definitions, one a line, with their number at the end. */
public final class ProblemText {
    private final Style style;

    public ProblemText(Style style) {
        this.style = style;
    }

    public String all(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) text.append(problem).append('\n');
        text.append(style.red(Amounts.count(problems.size(), "problem"))).append('\n');
        return text.toString();
    }
}
