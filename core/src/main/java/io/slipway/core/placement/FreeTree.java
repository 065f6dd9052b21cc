package io.slipway.core.placement;

import org.jspecify.annotations.Nullable;

/**
 * Agents of one class by how much CPU they have free, and by id among those that have as much: who fits tightest, or most
 * loosely, is found without looking at those that do not fit.
 *
 * <p>A treap (Seidel and Aragon, <i>Randomized search trees</i>, 1996) whose priorities are the scattered hash codes of the
 * ids, so that its shape follows from who is in it and not from how they came. Each node knows the most memory, disk and
 * pieces that are free below it, and no branch is entered that has not enough. Adding, removing and finding the next that
 * has CPU and memory are O(log n) expected; a third thing that is scarce can make a search longer, never wrong.
 */
final class FreeTree {
    private @Nullable AgentSlot root;

    // What the last split left over.
    private @Nullable AgentSlot lower;
    private @Nullable AgentSlot upper;

    /** Is shown those that have room, in order. */
    interface Visitor {
        /** Whether to go on. */
        boolean visit(AgentSlot slot);
    }

    /** The most CPU that any has free; -1 without any. */
    int mostMilliCpu() {
        AgentSlot most = loosest();
        return most == null ? -1 : most.freeMilliCpu;
    }

    /** The one with the most CPU free. */
    @Nullable
    AgentSlot loosest() {
        AgentSlot node = root;
        while (node != null && node.right != null) node = node.right;
        return node;
    }

    long mostMemory() {
        return root == null ? -1 : root.mostMemory;
    }

    long mostDisk() {
        return root == null ? -1 : root.mostDisk;
    }

    int mostPieces() {
        return root == null ? -1 : root.mostPieces;
    }

    void add(AgentSlot slot) {
        root = add(root, slot);
    }

    void remove(AgentSlot slot) {
        root = remove(root, slot);
        slot.left = null;
        slot.right = null;
    }

    /**
     * Shows those that have at least so much free, until the visitor has seen enough.
     *
     * @param pieces of one thing or another; whether it is the right one is for the visitor to see
     * @param tightestFirst the least free CPU first, else the most; then by id, smallest first or largest first
     * @return whether the visitor would see more
     */
    boolean visit(int milliCpu, long memory, long disk, int pieces, boolean tightestFirst, Visitor visitor) {
        return visit(root, milliCpu, memory, disk, pieces, tightestFirst, visitor);
    }

    private static boolean visit(
            @Nullable AgentSlot node,
            int milliCpu,
            long memory,
            long disk,
            int pieces,
            boolean tightestFirst,
            Visitor visitor) {
        if (node == null || node.mostMemory < memory || node.mostDisk < disk || node.mostPieces < pieces) return true;
        boolean hasCpu = node.freeMilliCpu >= milliCpu;
        // Without CPU enough here there is none to the left.
        AgentSlot first = tightestFirst ? node.left : node.right;
        if ((hasCpu || !tightestFirst) && !visit(first, milliCpu, memory, disk, pieces, tightestFirst, visitor)) {
            return false;
        }
        if (hasCpu
                && node.freeMemoryBytes >= memory
                && node.freeDiskBytes >= disk
                && node.freePieces >= pieces
                && !visitor.visit(node)) {
            return false;
        }
        AgentSlot second = tightestFirst ? node.right : node.left;
        return !(hasCpu || tightestFirst) || visit(second, milliCpu, memory, disk, pieces, tightestFirst, visitor);
    }

    private AgentSlot add(@Nullable AgentSlot node, AgentSlot slot) {
        if (node == null) {
            sum(slot);
            return slot;
        }
        if (slot.priority > node.priority) {
            split(node, slot);
            slot.left = lower;
            slot.right = upper;
            sum(slot);
            return slot;
        }
        if (compare(slot, node) < 0) node.left = add(node.left, slot);
        else node.right = add(node.right, slot);
        sum(node);
        return node;
    }

    private void split(@Nullable AgentSlot node, AgentSlot at) {
        if (node == null) {
            lower = null;
            upper = null;
        } else if (compare(node, at) < 0) {
            split(node.right, at);
            node.right = lower;
            sum(node);
            lower = node;
        } else {
            split(node.left, at);
            node.left = upper;
            sum(node);
            upper = node;
        }
    }

    private static @Nullable AgentSlot remove(@Nullable AgentSlot node, AgentSlot slot) {
        if (node == null) throw new IllegalStateException(slot.id + " is not in the tree; please report this");
        if (node == slot) return merge(node.left, node.right);
        if (compare(slot, node) < 0) node.left = remove(node.left, slot);
        else node.right = remove(node.right, slot);
        sum(node);
        return node;
    }

    private static @Nullable AgentSlot merge(@Nullable AgentSlot lower, @Nullable AgentSlot upper) {
        if (lower == null) return upper;
        if (upper == null) return lower;
        if (lower.priority > upper.priority) {
            lower.right = merge(lower.right, upper);
            sum(lower);
            return lower;
        }
        upper.left = merge(lower, upper.left);
        sum(upper);
        return upper;
    }

    private static int compare(AgentSlot a, AgentSlot b) {
        int byCpu = Integer.compare(a.freeMilliCpu, b.freeMilliCpu);
        return byCpu != 0 ? byCpu : a.compareTo(b);
    }

    private static void sum(AgentSlot node) {
        node.mostMemory = node.freeMemoryBytes;
        node.mostDisk = node.freeDiskBytes;
        node.mostPieces = node.freePieces;
        if (node.left != null) include(node, node.left);
        if (node.right != null) include(node, node.right);
    }

    private static void include(AgentSlot node, AgentSlot below) {
        node.mostMemory = Math.max(node.mostMemory, below.mostMemory);
        node.mostDisk = Math.max(node.mostDisk, below.mostDisk);
        node.mostPieces = Math.max(node.mostPieces, below.mostPieces);
    }
}
