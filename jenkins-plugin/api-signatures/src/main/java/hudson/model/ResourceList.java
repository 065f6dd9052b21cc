package hudson.model;

import java.util.Collection;

public final class ResourceList {
    public static final ResourceList EMPTY = null;

    public ResourceList() {}

    public static ResourceList union(ResourceList... resourceLists) {
        throw new UnsupportedOperationException();
    }

    public static ResourceList union(Collection<ResourceList> collection) {
        throw new UnsupportedOperationException();
    }

    public boolean isCollidingWith(ResourceList resourceList) {
        throw new UnsupportedOperationException();
    }
}
