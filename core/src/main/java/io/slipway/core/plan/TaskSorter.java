package io.slipway.core.plan;

/** Sorts all tasks by a time that stands in an array. O(n log n), O(n) when they are nearly sorted; allocates nothing. */
final class TaskSorter {
    private int[] merged;

    TaskSorter(int size) {
        merged = new int[size];
    }

    /**
     * Earliest first; of equal ones the lower number first, or the higher one when {@code backward}.
     *
     * @param list gets all tasks; what stood there does not matter
     */
    void sort(int[] list, long[] time, boolean backward) {
        int size = list.length;
        for (int i = 0; i < size; i++) list[i] = backward ? size - 1 - i : i;
        int[] from = list;
        int[] to = merged;
        for (int run = 1; run < size; run *= 2) {
            for (int left = 0; left < size; left += 2 * run) {
                merge(from, to, time, left, Math.min(left + run, size), Math.min(left + 2 * run, size));
            }
            int[] swapped = from;
            from = to;
            to = swapped;
        }
        if (from != list) System.arraycopy(from, 0, list, 0, size);
    }

    private static void merge(int[] from, int[] to, long[] time, int left, int middle, int right) {
        int a = left;
        int b = middle;
        for (int at = left; at < right; at++) {
            to[at] = b == right || (a < middle && time[from[a]] <= time[from[b]]) ? from[a++] : from[b++];
        }
    }
}
