package io.slipway.core.plan;

import java.util.Arrays;

/** Tasks by a time that stands in an array, earliest first; of equal ones the lower number. O(log n) a step. */
final class TaskHeap {
    private final long[] time;
    private int[] heap = new int[16];
    private int count;

    TaskHeap(long[] time) {
        this.time = time;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void clear() {
        count = 0;
    }

    int first() {
        return heap[0];
    }

    void add(int task) {
        if (count == heap.length) heap = Arrays.copyOf(heap, 2 * count);
        int at = count++;
        while (at > 0 && isBefore(task, heap[(at - 1) >> 1])) {
            heap[at] = heap[(at - 1) >> 1];
            at = (at - 1) >> 1;
        }
        heap[at] = task;
    }

    int takeFirst() {
        int first = heap[0];
        int moved = heap[--count];
        int at = 0;
        for (int child = 1; child < count; child = 2 * at + 1) {
            if (child + 1 < count && isBefore(heap[child + 1], heap[child])) child++;
            if (!isBefore(heap[child], moved)) break;
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
        return first;
    }

    private boolean isBefore(int a, int b) {
        return time[a] != time[b] ? time[a] < time[b] : a < b;
    }
}
