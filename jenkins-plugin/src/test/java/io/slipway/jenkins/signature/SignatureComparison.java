package io.slipway.jenkins.signature;

import io.slipway.jenkins.signature.ClassFile.Member;
import io.slipway.jenkins.signature.ClassFile.Use;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares types that were written down with the real ones of the same names. */
final class SignatureComparison {
    private static final int KIND = Modifier.INTERFACE | Modifier.ABSTRACT | Modifier.FINAL | 0x2000 | 0x4000;
    private static final int ACCESS = Modifier.PUBLIC | Modifier.PROTECTED;

    private final ClassFiles written;
    private final ClassFiles real;

    SignatureComparison(ClassFiles written, ClassFiles real) {
        this.written = written;
        this.real = real;
    }

    /** What was written down otherwise than it is. A type may be written with less than it has, not with more. */
    List<String> differences() {
        List<String> problems = new ArrayList<>();
        for (String name : written.names()) {
            ClassFile type = written.find(name).orElseThrow();
            Optional<ClassFile> same = real.find(name);
            if (same.isEmpty()) problems.add(name + ": there is no such type");
            else compare(type, same.get(), problems);
        }
        return problems;
    }

    private void compare(ClassFile type, ClassFile same, List<String> problems) {
        String name = type.name();
        int mask = KIND | ACCESS | (name.contains("$") ? Modifier.STATIC : 0);
        if ((type.flags() & mask) != (same.flags() & mask)) {
            problems.add(name + ": is " + Modifier.toString(same.flags() & mask) + ", was written "
                    + Modifier.toString(type.flags() & mask));
        }
        Set<String> parents = new TreeSet<>();
        real.hierarchy(name).forEach(parent -> parents.add(parent.name()));
        List<String> claimed = new ArrayList<>(type.interfaces());
        claimed.add(type.superclass());
        for (String parent : claimed) {
            if (!parents.contains(parent)) problems.add(name + ": is no " + parent);
        }
        for (Member field : type.fields()) {
            if (field.isVisible()) compare(name, field, inherited(name, field, true), problems);
        }
        for (Member method : type.methods()) {
            if (!method.isVisible()) continue;
            boolean constructor = method.name().equals("<init>");
            Optional<Member> found =
                    constructor ? same.method(method.name(), method.descriptor()) : inherited(name, method, false);
            compare(name, method, found, problems);
        }
    }

    private static void compare(String owner, Member member, Optional<Member> same, List<String> problems) {
        if (same.isEmpty()) {
            problems.add(owner + ": has no " + member);
            return;
        }
        int mask = ACCESS | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;
        if ((member.flags() & mask) != (same.get().flags() & mask)) {
            problems.add(owner + ": " + member + " is "
                    + Modifier.toString(same.get().flags() & mask) + ", was written "
                    + Modifier.toString(member.flags() & mask));
        }
    }

    private Optional<Member> inherited(String owner, Member wanted, boolean isField) {
        for (ClassFile type : real.hierarchy(owner)) {
            Optional<Member> found = isField
                    ? type.field(wanted.name(), wanted.descriptor())
                    : type.method(wanted.name(), wanted.descriptor());
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    /**
     * What would fail to link if {@code ours} ran with the real types: members that are named and not there, and abstract
     * methods that nobody implements.
     */
    List<String> unlinkable(ClassFiles ours) {
        Set<String> problems = new LinkedHashSet<>();
        for (String name : ours.names()) {
            ClassFile type = ours.find(name).orElseThrow();
            for (Use use : type.uses()) {
                if (written.find(use.owner()).isEmpty() || isJdk(use.owner())) continue;
                if (resolve(use).isEmpty()) problems.add(name + " names " + use + ", which is not there");
            }
            if (!type.is(Modifier.ABSTRACT)) problems.addAll(unimplemented(ours, type));
        }
        return List.copyOf(problems);
    }

    private Optional<Member> resolve(Use use) {
        if (use.name().equals("<init>")) {
            return real.find(use.owner())
                    .flatMap(owner -> owner.method(use.name(), use.descriptor()))
                    .filter(found -> found.is(ACCESS));
        }
        return inherited(use.owner(), new Member(use.name(), use.descriptor(), 0), use.isField())
                .filter(found -> found.is(ACCESS));
    }

    private List<String> unimplemented(ClassFiles ours, ClassFile type) {
        List<ClassFile> hierarchy = new ArrayList<>();
        collect(ours, type.name(), hierarchy);
        List<String> problems = new ArrayList<>();
        for (ClassFile parent : hierarchy) {
            if (ours.names().contains(parent.name())) continue;
            for (Member method : parent.methods()) {
                if (!method.is(Modifier.ABSTRACT) || isImplemented(hierarchy, method)) continue;
                problems.add(type.name() + " does not implement " + parent.name() + "." + method);
            }
        }
        return problems;
    }

    private static boolean isImplemented(List<ClassFile> hierarchy, Member method) {
        return hierarchy.stream()
                .flatMap(parent -> parent.methods().stream())
                .anyMatch(other -> other.isSame(method) && !other.is(Modifier.ABSTRACT));
    }

    private void collect(ClassFiles ours, String name, List<ClassFile> found) {
        Optional<ClassFile> own = name.isEmpty() ? Optional.empty() : ours.find(name);
        Optional<ClassFile> type = own.isPresent() ? own : real.find(name);
        if (type.isEmpty() || found.contains(type.get())) return;
        found.add(type.get());
        collect(ours, type.get().superclass(), found);
        type.get().interfaces().forEach(one -> collect(ours, one, found));
    }

    private static boolean isJdk(String name) {
        return name.startsWith("java.") || name.startsWith("javax.");
    }
}
