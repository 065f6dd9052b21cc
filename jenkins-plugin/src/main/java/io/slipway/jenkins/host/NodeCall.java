package io.slipway.jenkins.host;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.slipway.jenkins.content.NodeHome;
import java.io.File;
import java.io.IOException;
import jenkins.MasterToSlaveFileCallable;

/**
 * Something that is done on a node, beside the files it is about. What crosses the channel are bytes and texts of the JDK,
 * which every controller lets in.
 */
abstract class NodeCall<T> extends MasterToSlaveFileCallable<T> {
    private static final long serialVersionUID = 1;

    private final String home;
    private final String shared;

    /**
     * @param place where on the node
     */
    NodeCall(NodePlace place) {
        this.home = place.home().getRemote();
        this.shared = place.shared();
    }

    @Override
    public final T invoke(File at, VirtualChannel channel) throws IOException, InterruptedException {
        return on(at, NodeHome.at(home, shared));
    }

    abstract T on(File at, NodeHome node) throws IOException, InterruptedException;

    /** Does it at {@code at}. */
    final T at(FilePath at) throws IOException, InterruptedException {
        return at.act(this);
    }
}
