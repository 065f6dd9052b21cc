package jenkins.model;

import hudson.model.ModelObject;

public interface FullyNamedModelObject extends ModelObject {
    default String getFullDisplayName() {
        throw new UnsupportedOperationException();
    }
}
