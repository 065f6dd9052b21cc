package hudson.model;

public interface ResourceActivity extends ModelObject {
    default ResourceList getResourceList() {
        throw new UnsupportedOperationException();
    }
}
