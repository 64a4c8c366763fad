#include <cairo.h>
#include <glib-object.h>

#if __has_include(<librsvg/rsvg.h>)
#include <librsvg/rsvg.h>
#else
// Where the folder of librsvg's header is not searched (see Package.swift): the few functions that are called, word for
// word as librsvg 2.52 and later declare them.
typedef struct _RsvgHandle {
    GObject parent;
    gpointer _abi_padding[16];
} RsvgHandle;

typedef struct {
    double x;
    double y;
    double width;
    double height;
} RsvgRectangle;

RsvgHandle *rsvg_handle_new_from_data(const guint8 *data, gsize data_len, GError **error);

gboolean rsvg_handle_get_intrinsic_size_in_pixels(RsvgHandle *handle, gdouble *out_width, gdouble *out_height);

gboolean rsvg_handle_render_document(RsvgHandle *handle, cairo_t *cr, const RsvgRectangle *viewport, GError **error);
#endif
