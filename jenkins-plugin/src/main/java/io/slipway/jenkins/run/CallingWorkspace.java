package io.slipway.jenkins.run;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The workspace of the build that asked, seen from the controller; see {@link NodeWorkspace}. Every call blocks until its
 * node has answered. Thread-safe.
 */
public interface CallingWorkspace {
    /**
     * Brings source files into {@code into}.
     *
     * @param files digest by workspace path
     * @throws IOException when one has changed since it was read, or the node is gone
     */
    void fetch(Map<String, Digest> files, ContentStore into) throws IOException, InterruptedException;

    /**
     * Makes the workspace have what tasks made; only what it lacks goes over.
     *
     * @param from has their contents
     * @return sentences about what cannot be put in place
     */
    List<String> restore(List<Delivery> deliveries, ContentStore from) throws IOException, InterruptedException;
}
