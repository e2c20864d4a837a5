package io.traceconnector.app.modules;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import java.util.List;

/** Classes of one plugin. Of the connector it sees the module API and what that speaks of, nothing else; all other classes are its own. */
final class PluginLoader extends URLClassLoader {

    private static final List<String> SHARED = List.of(
            "io.traceconnector.api.",
            "org.jspecify.annotations.",
            "org.slf4j.",
            "tools.jackson.core.",
            "tools.jackson.databind.",
            "com.fasterxml.jackson.annotation.");

    PluginLoader(String name, URL[] jars) {
        super(name, jars, new SharedClasses(PluginLoader.class.getClassLoader()));
    }

    /** The parent: the platform, and the shared packages of the connector. */
    private static final class SharedClasses extends ClassLoader {

        private final ClassLoader connector;

        SharedClasses(ClassLoader connector) {
            super(ClassLoader.getPlatformClassLoader());
            this.connector = connector;
        }

        /** Asked after the platform. */
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (SHARED.stream().anyMatch(name::startsWith)) {
                return connector.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }

        /** Of the connector's resources a plugin sees none: it would find the connector's modules among its own. */
        @Override
        public Enumeration<URL> getResources(String name) throws java.io.IOException {
            return ClassLoader.getPlatformClassLoader().getResources(name);
        }
    }
}
