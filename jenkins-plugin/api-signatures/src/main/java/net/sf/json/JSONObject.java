package net.sf.json;

public final class JSONObject {
    public JSONObject() {}

    public boolean has(String text) {
        throw new UnsupportedOperationException();
    }

    public boolean containsKey(Object value) {
        throw new UnsupportedOperationException();
    }

    public String optString(String key) {
        throw new UnsupportedOperationException();
    }

    public int optInt(String key) {
        throw new UnsupportedOperationException();
    }
}
