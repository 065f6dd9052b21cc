package io.slipway.cli.view;

import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.pipeline.TaskAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A plan as an SVG that needs no other program: tasks in columns, each right of all that it needs, and a curve from each to
 * what needs it. A task stands at the mean height of what it needs (the barycentre heuristic of Sugiyama, Tagawa and Toda,
 * 1981, swept once), so that curves cross little. O(tasks log tasks + needs).
 */
public final class PlanSvg {
    private static final int ROW = 34;
    private static final int BOX = 24;
    private static final int GAP = 60;
    private static final int MARGIN = 12;
    /** Of a letter of the font, at most. */
    private static final int LETTER = 8;

    private PlanSvg() {}

    public static String of(LocalPlan plan) {
        Map<TaskAddress, PlannedTask.Verdict> verdicts = new HashMap<>();
        for (PlannedTask task : plan.tasks()) verdicts.put(task.task(), task.verdict());
        List<List<TaskAddress>> columns = columns(plan, verdicts);
        Map<TaskAddress, int[]> places = new HashMap<>(); // left, top, width
        int left = MARGIN;
        int height = 0;
        for (List<TaskAddress> column : columns) {
            sort(column, plan, places);
            int width = 0;
            for (TaskAddress task : column)
                width = Math.max(width, task.toString().length() * LETTER + 16);
            int top = MARGIN;
            for (TaskAddress task : column) {
                places.put(task, new int[] {left, top, width});
                top += ROW;
            }
            height = Math.max(height, top);
            left += width + GAP;
        }
        StringBuilder svg =
                new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + (left - GAP + MARGIN)
                        + "\" height=\"" + (height + MARGIN) + "\" font-family=\"sans-serif\" font-size=\"13\">\n");
        svg.append("<g fill=\"none\" stroke=\"#999999\">\n");
        for (List<TaskAddress> column : columns)
            for (TaskAddress task : column)
                for (TaskAddress next : plan.graph().successors(task)) curve(svg, places, task, next);
        svg.append("</g>\n");
        for (List<TaskAddress> column : columns)
            for (TaskAddress task : column)
                box(svg, places, task, verdicts.getOrDefault(task, PlannedTask.Verdict.RUN));
        return svg.append("</svg>\n").toString();
    }

    /** By the longest way from a task that needs nothing; in topological order. */
    private static List<List<TaskAddress>> columns(LocalPlan plan, Map<TaskAddress, PlannedTask.Verdict> verdicts) {
        List<List<TaskAddress>> columns = new ArrayList<>();
        Map<TaskAddress, Integer> levels = new HashMap<>();
        for (TaskAddress task : plan.graph().nodes()) {
            if (!verdicts.containsKey(task)) continue;
            int level = 0;
            for (TaskAddress before : plan.graph().predecessors(task))
                level = Math.max(level, levels.getOrDefault(before, -1) + 1);
            levels.put(task, level);
            while (columns.size() <= level) columns.add(new ArrayList<>());
            columns.get(level).add(task);
        }
        return columns;
    }

    private static void sort(List<TaskAddress> column, LocalPlan plan, Map<TaskAddress, int[]> places) {
        Map<TaskAddress, Double> heights = new HashMap<>();
        for (TaskAddress task : column) {
            double sum = 0;
            int count = 0;
            for (TaskAddress before : plan.graph().predecessors(task)) {
                int[] place = places.get(before);
                if (place == null) continue;
                sum += place[1];
                count++;
            }
            heights.put(task, count == 0 ? 0 : sum / count);
        }
        column.sort(Comparator.<TaskAddress>comparingDouble(task -> heights.getOrDefault(task, 0.0))
                .thenComparing(Comparator.naturalOrder()));
    }

    private static void curve(StringBuilder svg, Map<TaskAddress, int[]> places, TaskAddress from, TaskAddress to) {
        int[] begin = places.get(from);
        int[] end = places.get(to);
        if (begin == null || end == null) return;
        int x = begin[0] + begin[2];
        int y = begin[1] + BOX / 2;
        int toY = end[1] + BOX / 2;
        int middle = (x + end[0]) / 2;
        svg.append("<path d=\"M")
                .append(x)
                .append(',')
                .append(y)
                .append(" C")
                .append(middle)
                .append(',')
                .append(y);
        svg.append(' ')
                .append(middle)
                .append(',')
                .append(toY)
                .append(' ')
                .append(end[0])
                .append(',')
                .append(toY);
        svg.append("\"/>\n");
    }

    private static void box(
            StringBuilder svg, Map<TaskAddress, int[]> places, TaskAddress task, PlannedTask.Verdict verdict) {
        int[] place = places.getOrDefault(task, new int[3]);
        String fill = switch (verdict) {
            case RUN -> "#d3f5d3\" stroke=\"#3c8c3c";
            case RUN_IF_CHANGED -> "#fdf3c7\" stroke=\"#b59b2b\" stroke-dasharray=\"4";
            case REUSE -> "#eeeeee\" stroke=\"#999999";
        };
        svg.append("<rect x=\"")
                .append(place[0])
                .append("\" y=\"")
                .append(place[1])
                .append("\" width=\"");
        svg.append(place[2])
                .append("\" height=\"")
                .append(BOX)
                .append("\" rx=\"4\" fill=\"")
                .append(fill);
        svg.append("\"/><text x=\"")
                .append(place[0] + 8)
                .append("\" y=\"")
                .append(place[1] + 16)
                .append("\">");
        svg.append(Xml.text(task.toString())).append("</text>\n");
    }
}
