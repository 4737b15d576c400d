package io.ostiary.cli.classes.site;

import io.ostiary.application.Action;
import io.ostiary.application.ResourceArn;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for an action and its resource. */
@Action("records:GetRecord")
@ResourceArn("record/{id}")
@Retention(RetentionPolicy.RUNTIME)
@interface ReadsRecord {}
