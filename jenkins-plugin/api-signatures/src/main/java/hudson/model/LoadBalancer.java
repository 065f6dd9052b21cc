package hudson.model;

import hudson.ExtensionPoint;
import hudson.model.queue.MappingWorksheet;

public abstract class LoadBalancer implements ExtensionPoint {
    public LoadBalancer() {}

    public abstract MappingWorksheet.Mapping map(Queue.Task task, MappingWorksheet mappingWorksheet);

    protected LoadBalancer sanitize() {
        throw new UnsupportedOperationException();
    }
}
