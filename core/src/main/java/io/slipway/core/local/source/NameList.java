package io.slipway.core.local.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Paths as the bytes that the file system has, one after the other in one array: a scan of fifty thousand files makes no
 * string it does not need. Confined to one thread while it grows.
 */
final class NameList {
    private byte[] bytes = new byte[1 << 12];
    private int[] ends = new int[1 << 7];
    private boolean[] tracked = new boolean[1 << 7];
    private int size;

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    int from(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    int to(int index) {
        return ends[index];
    }

    boolean isTracked(int index) {
        return tracked[index];
    }

    String get(int index) {
        int from = from(index);
        return new String(bytes, from, to(index) - from, StandardCharsets.UTF_8);
    }

    void add(byte[] source, int from, int to, boolean isTracked) {
        int start = from(size);
        int end = start + to - from;
        if (end > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
            tracked = Arrays.copyOf(tracked, size * 2);
        }
        System.arraycopy(source, from, bytes, start, to - from);
        ends[size] = end;
        tracked[size] = isTracked;
        size++;
    }

    void add(String path, boolean isTracked) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        add(name, 0, name.length, isTracked);
    }

    /** Adds everything of {@code nested}, below {@code directory}, which ends with a slash. */
    void addBelow(String directory, NameList nested) {
        for (int i = 0; i < nested.size; i++) add(directory + nested.get(i), nested.tracked[i]);
    }

    /** Where a path is in this list, which is sorted; negative when it is not. O(log n). */
    int find(byte[] path) {
        return find(path, 0, path.length);
    }

    /** Where a path of another list is in this one. */
    int find(NameList other, int index) {
        return find(other.bytes, other.from(index), other.to(index));
    }

    private int find(byte[] source, int from, int to) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Arrays.compareUnsigned(bytes, from(middle), to(middle), source, from, to);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }

    /** Whether path {@code left} of this list has the same bytes as path {@code right} of the other. */
    int compare(int left, NameList other, int right) {
        return Arrays.compareUnsigned(bytes, from(left), to(left), other.bytes, other.from(right), other.to(right));
    }

    /** The paths of both lists in the order of their bytes, each once. A path that one of them has as tracked is. */
    static NameList merge(NameList left, NameList right) {
        NameList a = left.sorted();
        NameList b = right.sorted();
        if (b.size == 0) return a;
        if (a.size == 0) return b;
        NameList merged = new NameList();
        int i = 0;
        int j = 0;
        while (i < a.size || j < b.size) {
            int order = i == a.size ? 1 : j == b.size ? -1 : a.compare(i, b, j);
            NameList first = order <= 0 ? a : b;
            int index = order <= 0 ? i : j;
            boolean isTracked = order == 0 ? a.tracked[i] || b.tracked[j] : first.tracked[index];
            merged.add(first.bytes, first.from(index), first.to(index), isTracked);
            if (order <= 0) i++;
            if (order >= 0) j++;
        }
        return merged;
    }

    /** This list in the order of its bytes, each path once; itself when it is so already, as git's lists are. */
    private NameList sorted() {
        boolean inOrder = true;
        for (int i = 1; i < size && inOrder; i++) inOrder = compare(i - 1, this, i) < 0;
        if (inOrder) return this;
        Integer[] order = new Integer[size];
        for (int i = 0; i < size; i++) order[i] = i;
        Arrays.sort(order, (x, y) -> compare(x, this, y));
        NameList sorted = new NameList();
        for (int index : order) {
            boolean again = sorted.size > 0 && compare(index, sorted, sorted.size - 1) == 0;
            if (again) sorted.tracked[sorted.size - 1] |= tracked[index];
            else sorted.add(bytes, from(index), to(index), tracked[index]);
        }
        return sorted;
    }

    static boolean isUtf8(byte[] bytes, int from, int to) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
