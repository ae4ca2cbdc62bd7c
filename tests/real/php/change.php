<?php
// Changes the blog as the JSON on stdin says: authors, posts and pages by their slugs, what goes, theme and options.
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/taxonomy.php';
kses_remove_filters();

function known(string $type, string $slug): int {
    global $wpdb;
    $sql = "SELECT ID FROM $wpdb->posts WHERE post_type = %s AND post_name = %s";
    return (int) $wpdb->get_var($wpdb->prepare($sql, $type, $slug));
}

function add_author(array $one): void {
    $said = ['user_login' => $one['login'], 'user_pass' => wp_generate_password(), 'display_name' => $one['name']];
    wp_insert_user($said + ['user_nicename' => $one['login'], 'description' => $one['bio'], 'role' => 'author']);
}

function put(array $one): void {
    global $wpdb;
    $slug = sanitize_title($one['slug']);
    $id = known($one['type'], $slug);
    $id = wp_insert_post(wp_slash(array_filter(['ID' => $id]) + [
        'post_type' => $one['type'],
        'post_status' => $one['status'],
        'post_name' => $slug,
        'post_title' => $one['title'],
        'post_content' => $one['content'],
        'post_excerpt' => $one['excerpt'],
        'post_password' => $one['password'],
        'post_author' => get_user_by('login', $one['author'])->ID,
        'post_date' => get_date_from_gmt($one['date']),
        'post_date_gmt' => $one['date'],
        'post_category' => array_map('wp_create_category', $one['categories']),
        'tags_input' => $one['tags'],
    ]), true);
    if (is_wp_error($id)) {
        throw new RuntimeException($id->get_error_message());
    }
    $changed = ['post_modified' => get_date_from_gmt($one['modified']), 'post_modified_gmt' => $one['modified']];
    $wpdb->update($wpdb->posts, $changed, ['ID' => $id]);
    if ($one['sticky']) {
        stick_post($id);
    }
    foreach ($one['comments'] as $said) {
        wp_insert_comment([
            'comment_post_ID' => $id,
            'comment_author' => $said['name'],
            'comment_content' => $said['text'],
            'comment_date' => get_date_from_gmt($said['date']),
            'comment_date_gmt' => $said['date'],
            'comment_approved' => 1,
        ]);
    }
}

function wear(string $theme): void {
    switch_theme($theme);
    $menu = wp_get_nav_menu_object('Main') ?: wp_get_nav_menu_object(wp_create_nav_menu('Main'));
    if (!wp_get_nav_menu_items($menu)) {
        foreach (get_pages() as $page) {
            $item = ['menu-item-object-id' => $page->ID, 'menu-item-object' => 'page'];
            wp_update_nav_menu_item($menu->term_id, 0, $item + ['menu-item-type' => 'post_type', 'menu-item-status' => 'publish']);
        }
    }
    set_theme_mod('nav_menu_locations', ['primary' => $menu->term_id, 'footer' => $menu->term_id]);
}

$said = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);
array_map('add_author', $said['authors'] ?? []);
array_map('put', $said['posts'] ?? []);
foreach ($said['gone'] ?? [] as $slug) {
    wp_delete_post(known('post', sanitize_title($slug)), true);
}
if (isset($said['theme'])) {
    wear($said['theme']);
}
foreach ($said['options'] ?? [] as $name => $value) {
    update_option($name, $value);
}
if (isset($said['options']['permalink_structure'])) {
    global $wp_rewrite;
    $wp_rewrite->init();
    flush_rewrite_rules(false);
}
