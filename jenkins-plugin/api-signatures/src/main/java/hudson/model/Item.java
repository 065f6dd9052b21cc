package hudson.model;

import hudson.security.AccessControlled;
import jenkins.model.FullyNamedModelObject;

public interface Item extends FullyNamedModelObject, AccessControlled {
    String getFullName();

    String getDisplayName();
}
