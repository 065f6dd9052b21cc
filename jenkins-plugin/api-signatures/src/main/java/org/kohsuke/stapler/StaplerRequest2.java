package org.kohsuke.stapler;

import net.sf.json.JSONObject;

public interface StaplerRequest2 {
    <T> T bindJSON(Class<T> type, JSONObject jSONObject);

    void bindJSON(Object value, JSONObject jSONObject);
}
