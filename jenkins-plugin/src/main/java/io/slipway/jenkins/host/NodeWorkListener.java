package io.slipway.jenkins.host;

import hudson.Extension;
import hudson.model.Queue;
import hudson.model.queue.QueueListener;

/** Tells whoever waits for an executor that somebody took the wish out of the queue. */
@Extension
public final class NodeWorkListener extends QueueListener {
    @Override
    public void onLeft(Queue.LeftItem item) {
        if (item.isCancelled() && item.task instanceof NodeWork work) work.leftQueue();
    }
}
