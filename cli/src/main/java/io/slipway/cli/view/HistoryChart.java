package io.slipway.cli.view;

import io.slipway.core.estimate.ChangePoint;
import io.slipway.core.local.TaskTrend;
import io.slipway.core.local.WorkspacePast.PastTask;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * How long tasks took, run by run, as one picture: a panel for each task, with a line where it began to take another time and
 * a ring around a single long run. The same picture as SVG and as PNG.
 */
public final class HistoryChart {
    private static final int WIDTH = 900;
    private static final int PANEL = 120;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 26;
    private static final int PLOT = 74;
    private static final String BLUE = "#2563ab";
    private static final String RED = "#c0392b";
    private static final String GREY = "#999999";
    private static final String INK = "#222222";

    private final List<TaskTrend> trends;

    public HistoryChart(List<TaskTrend> trends) {
        this.trends = trends.stream().filter(trend -> !trend.passes().isEmpty()).toList();
    }

    /** What a picture is made of. */
    private interface Pen {
        void text(double x, double y, String text);

        void line(double x1, double y1, double x2, double y2, String colour, boolean dashed);

        void ring(double x, double y, String colour);
    }

    public String svg() {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                height()));
        draw(new Pen() {
            @Override
            public void text(double x, double y, String text) {
                svg.append(String.format(
                        Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>%n", x, y, INK, escaped(text)));
            }

            @Override
            public void line(double x1, double y1, double x2, double y2, String colour, boolean dashed) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"%s/>%n",
                        x1,
                        y1,
                        x2,
                        y2,
                        colour,
                        dashed ? " stroke-dasharray=\"4 3\"" : ""));
            }

            @Override
            public void ring(double x, double y, String colour) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"none\" stroke=\"%s\"/>%n",
                        x,
                        y,
                        colour));
            }
        });
        return svg.append("</svg>\n").toString();
    }

    /** Needs no screen. */
    public void png(OutputStream out) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, height());
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        draw(new Pen() {
            @Override
            public void text(double x, double y, String text) {
                graphics.setColor(Color.decode(INK));
                graphics.drawString(text, (float) x, (float) y);
            }

            @Override
            public void line(double x1, double y1, double x2, double y2, String colour, boolean dashed) {
                graphics.setColor(Color.decode(colour));
                float[] dashes = dashed ? new float[] {4, 3} : null;
                graphics.setStroke(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 10, dashes, 0));
                graphics.drawLine((int) x1, (int) y1, (int) x2, (int) y2);
            }

            @Override
            public void ring(double x, double y, String colour) {
                graphics.setColor(Color.decode(colour));
                graphics.drawOval((int) x - 4, (int) y - 4, 8, 8);
            }
        });
        graphics.dispose();
        if (!ImageIO.write(image, "png", out)) throw new IOException("this Java cannot write PNG; ask for SVG");
    }

    private int height() {
        return Math.max(1, trends.size()) * PANEL + 10;
    }

    private void draw(Pen pen) {
        if (trends.isEmpty()) pen.text(LEFT, TOP, "nothing has passed yet");
        for (int i = 0; i < trends.size(); i++) panel(pen, trends.get(i), i * PANEL + TOP);
    }

    private static void panel(Pen pen, TaskTrend trend, double top) {
        List<PastTask> passes = trend.passes();
        Duration most =
                passes.stream().map(PastTask::took).max(Duration::compareTo).orElse(Duration.ZERO);
        double scale = PLOT / (double) Math.max(1, most.toMillis());
        double step = (WIDTH - LEFT - RIGHT) / (double) Math.max(1, passes.size() - 1);
        double floor = top + PLOT;
        pen.text(LEFT, top - 8, trend.subject().name());
        pen.text(6, top + 10, Amounts.duration(most));
        pen.line(LEFT, floor, WIDTH - RIGHT, floor, GREY, false);
        for (int i = 1; i < passes.size(); i++) {
            pen.line(
                    LEFT + (i - 1) * step,
                    floor - passes.get(i - 1).took().toMillis() * scale,
                    LEFT + i * step,
                    floor - passes.get(i).took().toMillis() * scale,
                    BLUE,
                    false);
        }
        for (TaskTrend.Change change : trend.changes()) {
            double x = LEFT + change.point().since() * step;
            if (change.point().kind() == ChangePoint.Kind.SPIKE) {
                pen.ring(x, floor - change.point().after().toMillis() * scale, RED);
            } else {
                pen.line(x, top, x, floor, RED, true);
                pen.text(x + 3, floor + 13, change.point().kind().name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
