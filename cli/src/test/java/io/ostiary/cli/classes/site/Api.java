package io.ostiary.cli.classes.site;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Where the resources are. */
@ApplicationPath("/api")
public class Api extends Application {}
