package io.ostiary.arquillian.notes;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** A Jakarta REST application that takes whatever is among its classes. */
@ApplicationPath("/api")
public class NotesApplication extends Application {}
