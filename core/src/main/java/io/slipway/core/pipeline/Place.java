package io.slipway.core.pipeline;

/**
 * Where something was written: a file, relative to the workspace with {@code /}, and a line and column counted from 1.
 * Immutable; ordered as read.
 */
public record Place(String file, int line, int column) implements Comparable<Place> {
    public Place {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("line, column: " + line + ", " + column + " (expected: >= 1)");
        }
    }

    @Override
    public int compareTo(Place other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) return byFile;
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
